import { Link, Navigate, Outlet, useMatch } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PersonFunction } from '../../contract/access.ts';
import { openSections, SETTINGS_GROUPS } from '../../features/access/web/settings-sections.ts';
import { PHONE, useMedia } from '../use-media.ts';
import { onPhone, type Place, placesFor } from './places.ts';
import style from './Settings.module.css';

interface SettingsLayoutProps {
  readonly workspace: string;
  readonly functions: readonly PersonFunction[];
}

/** The settings: a list of pages and the one that is open. On a phone the list is a page of its own. */
export function SettingsLayout({ workspace, functions }: SettingsLayoutProps) {
  const { t } = useTranslation('shell');
  const wide = !useMedia(PHONE);
  const index = useMatch({ from: '/$workspace/settings/', shouldThrow: false }) !== undefined;
  if (index && wide) return <Navigate to="/$workspace/settings/account" params={{ workspace }} replace />;
  if (index) {
    return (
      <>
        <h1 className={style.settingsTitle}>{t('place.settings')}</h1>
        <SettingsList workspace={workspace} functions={functions} />
      </>
    );
  }
  return (
    <div className={style.settings}>
      {wide ? (
        <SettingsList workspace={workspace} functions={functions} />
      ) : (
        <Link to="/$workspace/settings" params={{ workspace }} className={style.settingsBack}>
          <ChevronLeft size={18} strokeWidth={1.6} aria-hidden="true" />
          {t('settings.back')}
        </Link>
      )}
      <div className={style.settingsPage}>
        <Outlet />
      </div>
    </div>
  );
}

function SettingsList({ workspace, functions }: SettingsLayoutProps) {
  const { t } = useTranslation('shell');
  const sections = openSections(functions);
  const { work, data } = placesFor(functions);
  return (
    <nav aria-label={t('settings.label')} className={style.settingsList}>
      {SETTINGS_GROUPS.map((group) => (
        <section key={group} aria-labelledby={`settings-${group}`}>
          <h2 id={`settings-${group}`}>{t(`settings.group.${group}`)}</h2>
          <ul>
            {sections
              .filter((section) => section.group === group)
              .map(({ id }) => (
                <li key={id}>
                  <Link to={`/$workspace/settings/${id}`} params={{ workspace }} className={style.settingsLink}>
                    {t(`place.${id}`)}
                    <ChevronRight size={16} strokeWidth={1.6} aria-hidden="true" />
                  </Link>
                </li>
              ))}
          </ul>
        </section>
      ))}
      <PhonePlaces id="more" name={t('settings.more')} places={onPhone(work).more} workspace={workspace} />
      <PhonePlaces id="data" name={t('place.data')} places={data} workspace={workspace} />
    </nav>
  );
}

interface PhonePlacesProps {
  readonly id: string;
  readonly name: string;
  readonly places: readonly Place[];
  readonly workspace: string;
}

/** Places that have no room at the bottom of a phone. */
function PhonePlaces({ id, name, places, workspace }: PhonePlacesProps) {
  const { t } = useTranslation('shell');
  if (places.length === 0) return null;
  return (
    <section aria-labelledby={`settings-${id}`} className={style.onPhone}>
      <h2 id={`settings-${id}`}>{name}</h2>
      <ul>
        {places.map((place) => (
          <li key={place.id}>
            <Link to={place.to} params={{ workspace }} className={style.settingsLink}>
              {t(`place.${place.id}`)}
              <ChevronRight size={16} strokeWidth={1.6} aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
