import { Skeleton } from 'antd';
import style from './ui.module.css';

/** The shape of a page while it is on its way. */
export function PageSkeleton() {
  return (
    <div className={style.pageSkeleton} aria-busy="true">
      <Skeleton active title={{ width: 240 }} paragraph={{ rows: 6 }} />
    </div>
  );
}
