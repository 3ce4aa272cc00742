import { Skeleton } from 'antd';
import style from './MyDay.module.css';

/** The shape of the day while it is on its way. */
export function DaySkeleton() {
  return (
    <div className={style.page} aria-busy="true">
      <div className={style.main}>
        <Skeleton active title={{ width: 220 }} paragraph={{ rows: 1, width: 420 }} />
        <div className={style.skeletonRows}>
          {[0, 1, 2, 3, 4, 5].map((row) => (
            <Skeleton key={row} active title={false} paragraph={{ rows: 2, width: ['38%', '55%'] }} />
          ))}
        </div>
      </div>
    </div>
  );
}
