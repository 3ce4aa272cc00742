import { Skeleton } from 'antd';

/** Rows on their way. */
export function CustomersSkeleton() {
  return (
    <div aria-busy="true" style={{ display: 'grid', gap: 20, paddingTop: 24 }}>
      {[0, 1, 2, 3, 4, 5, 6].map((row) => (
        <Skeleton key={row} active title={false} paragraph={{ rows: 1, width: `${70 - row * 4}%` }} />
      ))}
    </div>
  );
}
