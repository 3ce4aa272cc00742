import { type Route, route } from '../../platform/module.ts';
import { sayAway, sayBack } from './away.ts';
import * as contract from './contract.ts';
import { endAway, setAway } from './contract-away.ts';
import { acceptInvitationOf, completeResetOf, invitationOf } from './links.ts';
import type { AccessParts } from './parts.ts';
import { changePerson, invitePerson, makeResetLink, personList } from './people.ts';
import {
  auditList,
  changeWorkspace,
  createKeyFor,
  deleteTeamOf,
  keyList,
  limitKeyOf,
  revokeKeyOf,
  saveTeamAs,
  teamList,
  thisWorkspace,
} from './service.ts';
import { aboutMe, changeMyPassword, endMySession, mySessions, setUp, setupState, signIn, signOut } from './sign-in.ts';

/** These open their own transaction; the function says why. */
const steps = { transaction: false };

export function accessRoutes(parts: AccessParts): readonly Route[] {
  return [
    route(contract.setupStatus, (ctx) => setupState(parts, ctx)),
    route(contract.setup, (ctx, input) => setUp(parts, ctx, input)),
    route(contract.signIn, (ctx, input) => signIn(parts, ctx, input)),
    route(contract.signOut, (ctx) => signOut(parts, ctx)),
    route(contract.me, (ctx) => aboutMe(parts, ctx)),
    route(contract.listSessions, (ctx) => mySessions(ctx)),
    route(contract.revokeSession, endMySession),
    route(contract.changePassword, (ctx, input) => changeMyPassword(parts, ctx, input)),
    route(contract.completeReset, (ctx, input) => completeResetOf(parts, ctx, input)),
    route(contract.invitation, invitationOf),
    route(contract.acceptInvitation, (ctx, input) => acceptInvitationOf(parts, ctx, input)),
    route(contract.workspace, (ctx) => thisWorkspace(ctx)),
    route(contract.updateWorkspace, (ctx, input) => changeWorkspace(parts, ctx, input), steps),
    route(contract.listPeople, (ctx) => personList(ctx)),
    route(contract.invite, (ctx, input) => invitePerson(parts, ctx, input)),
    route(contract.updatePerson, changePerson),
    route(setAway, sayAway),
    route(endAway, sayBack),
    route(contract.resetLink, (ctx, input) => makeResetLink(parts, ctx, input), steps),
    route(contract.listTeams, (ctx) => teamList(ctx)),
    route(contract.saveTeam, saveTeamAs),
    route(contract.deleteTeam, deleteTeamOf),
    route(contract.listKeys, (ctx) => keyList(ctx)),
    route(contract.createKey, createKeyFor),
    route(contract.updateKey, (ctx, input) => limitKeyOf(parts, ctx, input), steps),
    route(contract.revokeKey, (ctx, input) => revokeKeyOf(parts, ctx, input), steps),
    route(contract.listAudit, auditList),
  ];
}
