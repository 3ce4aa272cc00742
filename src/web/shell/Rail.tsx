import { Link } from '@tanstack/react-router';
import { Tooltip } from 'antd';
import {
  Anchor,
  Building2,
  Cable,
  ChartNoAxesCombined,
  CopyCheck,
  Download,
  FlaskConical,
  Gauge,
  HeartPulse,
  Inbox,
  LayoutDashboard,
  type LucideIcon,
  Radio,
  ScrollText,
  Settings2,
  ShieldCheck,
  Sunrise,
  Table2,
  Tags,
  TriangleAlert,
} from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Bell } from '../../features/notifications/web/widgets/Bell.tsx';
import { restOfWords } from '../i18n.ts';
import { Mark } from '../ui/Mark.tsx';
import { onPhone, type Place, type PlaceId, type Places } from './places.ts';
import style from './Rail.module.css';
import shell from './Shell.module.css';

const FirstSteps = lazy(async () => ({ default: (await Promise.all([import('./FirstSteps.tsx'), restOfWords()]))[0].FirstSteps }));

const ICONS: Readonly<Record<PlaceId, LucideIcon>> = {
  day: Sunrise,
  overview: LayoutDashboard,
  customers: Building2,
  warnings: TriangleAlert,
  revenue: ChartNoAxesCombined,
  retention: Anchor,
  lab: FlaskConical,
  import: Table2,
  duplicates: CopyCheck,
  export: Download,
  connect: Cable,
  sources: Radio,
  quality: ShieldCheck,
  readiness: HeartPulse,
  mappings: Tags,
  waiting: Inbox,
  events: ScrollText,
  limits: Gauge,
};

interface RailProps {
  readonly places: Places;
  readonly workspace: string;
  readonly narrow: boolean;
  /** May set the workspace up. */
  readonly leads: boolean;
}

/** The places of the workspace, at the left. Narrow: icons, their names when pointed at or focused. */
export function Rail({ places, workspace, narrow, leads }: RailProps) {
  const { t } = useTranslation('shell');
  return (
    <nav aria-label={t('rail.label')} className={narrow ? `${style.rail} ${style.narrow}` : style.rail}>
      <Link to="/$workspace" params={{ workspace }} activeOptions={{ exact: true }} className={shell.brand} aria-label={t('brand')}>
        <Mark />
        <span className={style.label}>{t('brand')}</span>
      </Link>
      <div className={style.places}>
        <ul>
          {places.work.map((place) => (
            <RailLink key={place.id} place={place} workspace={workspace} narrow={narrow} />
          ))}
        </ul>
        {places.data.length > 0 && (
          <>
            <p className={style.groupName} id="rail-data">
              {t('place.data')}
            </p>
            <ul aria-labelledby="rail-data">
              {places.data.map((place) => (
                <RailLink key={place.id} place={place} workspace={workspace} narrow={narrow} />
              ))}
            </ul>
          </>
        )}
        {leads && !narrow && (
          <Suspense>
            <FirstSteps workspace={workspace} />
          </Suspense>
        )}
        <ul className={style.last}>
          <li>
            <Named name={t('place.settings')} narrow={narrow}>
              <Link to="/$workspace/settings" params={{ workspace }} className={style.place} aria-label={t('place.settings')}>
                <Settings2 size={18} strokeWidth={1.6} aria-hidden="true" />
                <span className={style.label}>{t('place.settings')}</span>
              </Link>
            </Named>
          </li>
        </ul>
      </div>
    </nav>
  );
}

function RailLink({ place, workspace, narrow }: { readonly place: Place; readonly workspace: string; readonly narrow: boolean }) {
  const { t } = useTranslation('shell');
  const Icon = ICONS[place.id];
  return (
    <li>
      <Named name={t(`place.${place.id}`)} narrow={narrow}>
        <Link to={place.to} params={{ workspace }} className={style.place} aria-label={t(`place.${place.id}`)}>
          <Icon size={18} strokeWidth={1.6} aria-hidden="true" />
          <span className={style.label}>{t(`place.${place.id}`)}</span>
        </Link>
      </Named>
    </li>
  );
}

function Named({ name, narrow, children }: { readonly name: string; readonly narrow: boolean; readonly children: React.ReactElement }) {
  return (
    <Tooltip title={narrow ? name : ''} placement="right" trigger={['hover', 'focus']}>
      {children}
    </Tooltip>
  );
}

/** The places on a phone: at the bottom, under the thumb. */
export function BottomTabs({ places, workspace }: Pick<RailProps, 'places' | 'workspace'>) {
  const { t } = useTranslation('shell');
  return (
    <nav aria-label={t('rail.label')} className={style.tabs}>
      {onPhone(places.work).tabs.map((place) => {
        const Icon = ICONS[place.id];
        return (
          <Link key={place.id} to={place.to} params={{ workspace }} className={style.tab}>
            <Icon size={22} strokeWidth={1.6} aria-hidden="true" />
            {t(`place.${place.id}`)}
          </Link>
        );
      })}
      <Bell workspace={workspace} className={style.tab} size={22} word={t('place.notices')} />
      <Link to="/$workspace/settings" params={{ workspace }} className={style.tab}>
        <Settings2 size={22} strokeWidth={1.6} aria-hidden="true" />
        {t('place.settings')}
      </Link>
    </nav>
  );
}
