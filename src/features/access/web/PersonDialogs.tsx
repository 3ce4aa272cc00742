import { Modal } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../web/call.ts';
import { spaced } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { focusFirst } from '../../../web/ui/focus-first.ts';
import { useChange } from '../../../web/use-operation.ts';
import { listAudit, listPeople, listTeams, me, resetLink, updatePerson } from '../contract.ts';
import { AwayForm } from './AwayForm.tsx';
import { LinkHandover } from './LinkHandover.tsx';
import { EditPerson, InvitePerson, type TeamChoice } from './PersonForm.tsx';
import type { Person, PersonAct } from './people-view.ts';
import { ConfirmDialog } from './widgets/ConfirmDialog.tsx';
import { useLast } from './widgets/use-last.ts';
import { useMembership } from './widgets/use-membership.ts';
import { useRefresh } from './widgets/use-refresh.ts';

interface PersonDialogsProps {
  readonly act: PersonAct | null;
  readonly teams: readonly TeamChoice[];
  readonly onAct: (act: PersonAct | null) => void;
}

/** What is done with a person. Escape closes. */
export function PersonDialogs({ act: asked, teams, onAct }: PersonDialogsProps) {
  const { t } = useTranslation('access');
  const refresh = useRefresh(listPeople, listTeams, me, listAudit);
  const close = (): void => onAct(null);
  const act = useLast(asked);
  const name = act?.person?.name ?? '';
  const shared = {
    footer: null,
    destroyOnHidden: true,
    onCancel: close,
    afterOpenChange: focusFirst,
    width: 600,
    mask: { closable: false },
  } as const;
  return (
    <>
      <Modal
        {...shared}
        open={asked?.act === 'invite'}
        title={act?.person == null ? t('people.inviteTitle') : spaced(t('people.inviteNamed', { name }))}
      >
        {act?.act === 'invite' && <InvitePerson person={act.person} teams={teams} onDone={refresh} onClose={close} />}
      </Modal>
      <Modal {...shared} open={asked?.act === 'edit'} title={spaced(t('people.editTitle', { name }))}>
        {act?.act === 'edit' && (
          <EditPerson
            person={act.person}
            teams={teams}
            onDone={() => {
              refresh();
              close();
            }}
            onClose={close}
          />
        )}
      </Modal>
      <Modal {...shared} width={480} open={asked?.act === 'away'} title={spaced(t('away.of', { name }))}>
        {act?.act === 'away' && (
          <AwayForm
            person={act.person}
            onDone={() => {
              refresh();
              close();
            }}
            onClose={close}
          />
        )}
      </Modal>
      <Modal {...shared} open={asked?.act === 'reset'} title={spaced(t('people.resetTitle', { name }))}>
        {act?.act === 'reset' && <ResetLink person={act.person} onClose={close} />}
      </Modal>
      <AccessDialog
        act={asked?.act === 'end' || asked?.act === 'restore' ? { act: asked.act, person: asked.person } : null}
        onDone={() => {
          refresh();
          close();
        }}
        onClose={close}
      />
    </>
  );
}

interface AccessDialogProps {
  readonly act: { readonly act: 'end' | 'restore'; readonly person: Person } | null;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Ends or gives back access, and says what that means. */
function AccessDialog({ act: asked, onDone, onClose }: AccessDialogProps) {
  const { t } = useTranslation('access');
  const act = useLast(asked);
  const mine = useMembership()?.personId === act?.person.personId;
  const change = useChange(updatePerson);
  const last = change.error instanceof ApiError && change.error.code === 'last-administrator';
  const name = act?.person.name ?? '';
  const ends = act?.act === 'end';
  const meaning = ends ? (['out', 'names', 'customers', 'back'] as const) : (['in', 'same'] as const);
  return (
    <ConfirmDialog
      open={asked !== null}
      title={spaced(t(ends ? 'people.endTitle' : 'people.restoreTitle', { name }))}
      confirm={t(ends ? 'people.act.end' : 'people.act.restore')}
      danger={ends}
      pending={change.isPending}
      problem={last ? spaced(t('people.lastAdministrator', { name })) : null}
      error={change.error}
      onClose={() => {
        change.reset();
        onClose();
      }}
      onConfirm={() => {
        if (act !== null) change.mutate({ personId: act.person.personId, active: !ends }, { onSuccess: onDone });
      }}
    >
      <ul>
        {ends && mine && <li>{t('people.meaning.yourself')}</li>}
        {meaning.map((one) => (
          <li key={one}>{t(`people.meaning.${one}`)}</li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}

/** Makes the link when the dialog opens: that was asked for by the click that opened it. */
function ResetLink({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const { t } = useTranslation('access');
  const { mutate, data, error, isError } = useChange(resetLink);
  const { personId } = person;
  useEffect(() => mutate({ personId }), [mutate, personId]);
  if (isError) {
    const elsewhere = error instanceof ApiError && error.code === 'forbidden';
    return elsewhere ? <p>{t('people.resetElsewhere')}</p> : <ErrorState error={error} onRetry={() => mutate({ personId })} />;
  }
  if (!data) return <p role="status">{t('people.makingLink')}</p>;
  return (
    <LinkHandover link={data.link} label={t('people.resetLink')} onClose={onClose}>
      {spaced(t('people.resetHandover', { name: person.name, day: data.expiresOn }))}
    </LinkHandover>
  );
}
