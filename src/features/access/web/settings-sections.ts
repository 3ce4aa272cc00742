import type { Access, PersonFunction } from '../../../contract/access.ts';
import { listBin } from '../../accounts/contract-bin.ts';
import { saveCustomField } from '../../accounts/contract-custom-fields.ts';
import { ledgerSettings } from '../../contracts/contract-ledger.ts';
import { listBackups, listErasures } from '../../custody/contract.ts';
import { explain } from '../../health/contract.ts';
import { listMetrics } from '../../metrics/contract.ts';
import { listBots, listDeliveries, mailSettings, myWishes } from '../../notifications/contract-channels.ts';
import { listAudit, listKeys, listPeople, listSessions, listTeams, workspace } from '../contract.ts';

export const SETTINGS_GROUPS = ['me', 'workspace'] as const;

/** The pages of the settings, each with the operation it cannot do without. The id is the last part of its address. */
export const SETTINGS_SECTIONS = [
  { id: 'account', group: 'me', needs: listSessions.access },
  { id: 'my-notices', group: 'me', needs: myWishes.access },
  { id: 'people', group: 'workspace', needs: listPeople.access },
  { id: 'teams', group: 'workspace', needs: listTeams.access },
  { id: 'workspace', group: 'workspace', needs: workspace.access },
  { id: 'health', group: 'workspace', needs: explain.access },
  { id: 'metrics', group: 'workspace', needs: listMetrics.access },
  { id: 'ledger', group: 'workspace', needs: ledgerSettings.access },
  { id: 'fields', group: 'workspace', needs: saveCustomField.access },
  { id: 'mail', group: 'workspace', needs: mailSettings.access },
  { id: 'bots', group: 'workspace', needs: listBots.access },
  { id: 'deliveries', group: 'workspace', needs: listDeliveries.access },
  { id: 'keys', group: 'workspace', needs: listKeys.access },
  { id: 'audit', group: 'workspace', needs: listAudit.access },
  { id: 'bin', group: 'workspace', needs: listBin.access },
  { id: 'backups', group: 'workspace', needs: listBackups.access },
  { id: 'erasure', group: 'workspace', needs: listErasures.access },
] as const satisfies readonly { id: string; group: (typeof SETTINGS_GROUPS)[number]; needs: Access }[];

export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];

/**
 * The settings a person may open: those whose operation would answer them.
 *
 * @param functions  The functions they hold in the workspace.
 * @returns          Sections in their order.
 */
export function openSections(functions: readonly PersonFunction[]): readonly SettingsSection[] {
  return SETTINGS_SECTIONS.filter(({ needs }) => mayCall(needs, functions));
}

function mayCall(access: Access, functions: readonly PersonFunction[]): boolean {
  if (access.who !== 'member' || access.functions === 'any') return true;
  const allowed = access.functions;
  return functions.some((one) => allowed.includes(one));
}
