import { Button, Modal } from 'antd';
import { ArrowDown, ArrowUp, LayoutList } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recall, remember } from '../../../web/remember.ts';
import { useMembership } from '../../access/web/widgets/use-membership.ts';
import style from './Customer.module.css';
import { type Column, movedIn, type Order, orderFor, ordersIn } from './widget-order.ts';

/** The order in which this person sees the overview of a customer, and how to change it. This browser keeps it, for each person. */
export function useOrder() {
  const membership = useMembership();
  const [kept, setKept] = useState(() => ordersIn(recall('widgets')));
  const personId = membership?.personId ?? '';
  const own = kept[personId] ?? null;
  const functions = membership?.functions;
  const order = useMemo(() => orderFor(functions ?? [], own), [functions, own]);
  const put = (next: Order | null): void => {
    const { [personId]: _, ...others } = kept;
    const all = next === null ? others : { ...others, [personId]: next };
    remember('widgets', JSON.stringify(all));
    setKept(all);
  };
  return { order, put, isOwn: own !== null };
}

/** 调整顺序: moves the parts of the overview up and down; without a choice of one's own the work one does decides. */
export function Arrange({ order, put, isOwn }: ReturnType<typeof useOrder>) {
  const { t } = useTranslation('customer');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="text" size="small" icon={<LayoutList size={14} aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('arrange.do')}
      </Button>
      <Modal
        open={open}
        title={t('arrange.title')}
        width={420}
        onCancel={() => setOpen(false)}
        footer={
          <>
            {isOwn && (
              <Button type="text" onClick={() => put(null)}>
                {t('arrange.reset')}
              </Button>
            )}
            <Button type="primary" onClick={() => setOpen(false)}>
              {t('arrange.close')}
            </Button>
          </>
        }
      >
        <p className={style.note}>{t('arrange.about')}</p>
        {(['main', 'side'] as const).map((column) => (
          <Parts key={column} column={column} order={order} onOrder={put} />
        ))}
      </Modal>
    </>
  );
}

interface PartsProps {
  readonly column: Column;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
}

function Parts({ column, order, onOrder }: PartsProps) {
  const { t } = useTranslation('customer');
  const parts = order[column];
  return (
    <section className={style.arrange}>
      <h3>{t(`arrange.${column}`)}</h3>
      <ol>
        {parts.map((widget, index) => {
          const name = t(`arrange.widget.${widget}`);
          const move = (by: -1 | 1): void => onOrder({ ...order, [column]: movedIn(parts, widget, by) });
          return (
            <li key={widget}>
              <span>{name}</span>
              <Button
                type="text"
                size="small"
                aria-label={t('arrange.up', { name })}
                disabled={index === 0}
                icon={<ArrowUp size={14} aria-hidden="true" />}
                onClick={() => move(-1)}
              />
              <Button
                type="text"
                size="small"
                aria-label={t('arrange.down', { name })}
                disabled={index === parts.length - 1}
                icon={<ArrowDown size={14} aria-hidden="true" />}
                onClick={() => move(1)}
              />
            </li>
          );
        })}
      </ol>
    </section>
  );
}
