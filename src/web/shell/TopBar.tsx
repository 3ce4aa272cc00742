import { useNavigate } from '@tanstack/react-router';
import { Button, Dropdown, Tooltip } from 'antd';
import { ChevronDown, LogOut, PanelLeft, UserRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bell } from '../../features/notifications/web/widgets/Bell.tsx';
import { initials } from '../initials.ts';
import type { Me, Membership } from '../landing.ts';
import { useSignOut } from '../session.ts';
import { Mark } from '../ui/Mark.tsx';
import { PHONE, useMedia } from '../use-media.ts';
import { Capture } from './Capture.tsx';
import { Finder } from './Finder.tsx';
import { LookSwitches, useLook } from './LookSwitches.tsx';
import style from './TopBar.module.css';
import { useCaptureCommands } from './use-capture-commands.tsx';

interface TopBarProps {
  readonly me: Me;
  readonly membership: Membership;
  readonly narrow: boolean;
  readonly onRail: () => void;
}

/** Above every page of a workspace: where I am, how it is shown, who I am. */
export function TopBar({ me, membership, narrow, onRail }: TopBarProps) {
  const { t } = useTranslation('shell');
  const commands = useCaptureCommands(membership);
  return (
    <header className={style.top}>
      <Tooltip title={t(narrow ? 'rail.expand' : 'rail.collapse')}>
        <Button
          type="text"
          className={`${style.railSwitch}`}
          icon={<PanelLeft size={18} strokeWidth={1.6} />}
          aria-label={t(narrow ? 'rail.expand' : 'rail.collapse')}
          aria-expanded={!narrow}
          onClick={onRail}
        />
      </Tooltip>
      <span className={style.topMark}>
        <Mark />
      </span>
      <WorkspaceName me={me} membership={membership} />
      <div className={style.topEnd}>
        <Finder membership={membership} commands={commands} />
        <Capture membership={membership} name={me.name} />
        <LookSwitches />
        <Bell workspace={membership.workspace.key} className={style.bell} size={18} />
        <PersonMenu me={me} workspace={membership.workspace.key} />
      </div>
    </header>
  );
}

function WorkspaceName({ me, membership }: Pick<TopBarProps, 'me' | 'membership'>) {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const { workspace } = membership;
  if (me.memberships.length < 2) return <span className={style.workspace}>{workspace.name}</span>;
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        className: `${style.menu}`,
        selectable: true,
        selectedKeys: [workspace.key],
        items: me.memberships.map((one) => ({ key: one.workspace.key, label: one.workspace.name })),
        onClick: ({ key }) => void navigate({ to: '/$workspace', params: { workspace: key } }),
      }}
    >
      <button type="button" className={style.workspaceSwitch} aria-haspopup="menu" aria-label={`${t('top.workspaces')}: ${workspace.name}`}>
        <span>{workspace.name}</span>
        <ChevronDown size={14} strokeWidth={1.6} aria-hidden="true" />
      </button>
    </Dropdown>
  );
}

function PersonMenu({ me, workspace }: { readonly me: Me; readonly workspace: string }) {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const signOut = useSignOut();
  const look = useLook();
  const phone = useMedia(PHONE);
  const [failed, setFailed] = useState(false);
  const leave = (): void => {
    setFailed(false);
    signOut().catch(() => setFailed(true));
  };
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        className: `${style.menu}`,
        items: [
          {
            key: 'who',
            type: 'group',
            label: (
              <span className={style.who}>
                <strong>{me.name}</strong>
                <span>{me.email}</span>
              </span>
            ),
          },
          { key: 'account', icon: <UserRound size={16} strokeWidth={1.6} />, label: t('top.account') },
          ...(phone ? look : []),
          { type: 'divider' },
          { key: 'leave', icon: <LogOut size={16} strokeWidth={1.6} />, label: t(failed ? 'top.signOutFailed' : 'top.signOut') },
        ],
        onClick: ({ key }) => {
          if (key === 'account') void navigate({ to: '/$workspace/settings/account', params: { workspace } });
          if (key === 'leave') leave();
        },
      }}
    >
      <button type="button" className={style.person} aria-haspopup="menu" aria-label={t('top.person', { name: me.name })}>
        {initials(me.name)}
      </button>
    </Dropdown>
  );
}
