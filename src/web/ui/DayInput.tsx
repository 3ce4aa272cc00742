import { Input, type InputProps } from 'antd';
import { Calendar } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TOUCH, useMedia } from '../use-media.ts';
import { type DayKind, dayTyped } from './day-text.ts';
import style from './ui.module.css';

interface DayInputProps extends Omit<InputProps, 'type' | 'value' | 'onChange' | 'suffix' | 'min' | 'max'> {
  /** As in `2026-11-18`, or `2026-11-18T10:30` for a moment; empty where none is said. */
  readonly value: string;
  readonly of?: DayKind;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly onChange: (value: string) => void;
}

const NATIVE = { day: 'date', moment: 'datetime-local' } as const;
const LATEST = { day: '9999-12-31', moment: '9999-12-31T23:59' } as const;

/**
 * A day, written the same in every language and browser: typed, or picked from the browser's own calendar. What is no day goes back to what
 * was there when the field is left, so that what is seen is what is sent.
 */
export function DayInput({ value, of = 'day', min, max = LATEST[of], onChange, onBlur, ...rest }: DayInputProps) {
  const { t } = useTranslation('units');
  const touch = useMedia(TOUCH);
  const native = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  // A finger picks better than it types, and the device speaks its owner's language.
  if (touch)
    return (
      <Input
        {...rest}
        type={NATIVE[of]}
        value={value}
        min={min}
        max={max}
        onBlur={onBlur}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  const type = (text: string): void => {
    setTyped(text);
    const day = text.trim() === '' ? '' : dayTyped(text, of);
    if (day !== null && day !== value) onChange(day);
  };
  return (
    <Input
      {...rest}
      value={typed ?? value.replace('T', ' ')}
      placeholder={t(`placeholder.${of}`)}
      autoComplete="off"
      maxLength={20}
      onChange={(event) => type(event.target.value)}
      onBlur={(event) => {
        setTyped(null);
        onBlur?.(event);
      }}
      suffix={
        <>
          <button type="button" className={style.calendar} aria-label={t('calendar')} onClick={() => native.current?.showPicker()}>
            <Calendar size={14} strokeWidth={1.6} aria-hidden="true" />
          </button>
          <input
            ref={native}
            type={NATIVE[of]}
            className={style.native}
            tabIndex={-1}
            aria-hidden="true"
            value={value}
            min={min}
            max={max}
            onChange={(event) => {
              setTyped(null);
              onChange(event.target.value);
            }}
          />
        </>
      }
    />
  );
}
