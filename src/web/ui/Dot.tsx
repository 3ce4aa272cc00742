import style from './ui.module.css';

/** Between two small facts of a line. Drawn: as a character it is full-width in Chinese faces. */
export function Dot() {
  return (
    <>
      <span className={style.dot} aria-hidden="true" />
      <span className={style.aloud}>, </span>
    </>
  );
}
