import { Button, Tooltip } from 'antd';
import { Languages, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Locale } from '../format.ts';
import { keepLanguage } from '../language.ts';
import { chooseTheme, useTheme } from '../theme/use-theme.ts';
import style from './TopBar.module.css';

/** Language and theme: what this browser is shown, without a page of settings. */
export function LookSwitches() {
  const look = useLook();
  return (
    <div className={style.looks}>
      {look.map(({ key, label, icon, onClick }) => (
        <Tooltip key={key} title={label}>
          <Button type="text" icon={icon} aria-label={label} onClick={onClick} />
        </Tooltip>
      ))}
    </div>
  );
}

/** The same as things to choose from a menu. */
export function useLook() {
  const { t, i18n } = useTranslation('shell');
  const theme = useTheme();
  const other: Locale = i18n.language === 'zh-CN' ? 'en-US' : 'zh-CN';
  const dark = theme === 'dark';
  return [
    {
      key: 'language',
      label: t('top.language'),
      icon: <Languages size={18} strokeWidth={1.6} aria-hidden="true" />,
      onClick: () => {
        keepLanguage(other);
        void i18n.changeLanguage(other);
      },
    },
    {
      key: 'theme',
      label: t(dark ? 'top.toLight' : 'top.toDark'),
      icon: dark ? <Sun size={18} strokeWidth={1.6} aria-hidden="true" /> : <Moon size={18} strokeWidth={1.6} aria-hidden="true" />,
      onClick: () => chooseTheme(dark ? 'light' : 'dark'),
    },
  ];
}
