import { useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../../contract/access.ts';
import { useHolds } from '../../../access/web/widgets/use-membership.ts';
import { CustomerDrawer } from '../CustomerDrawer.tsx';

/** Makes a customer by hand, for those who may, and goes there. */
export function NewCustomer({ small = false }: { readonly small?: boolean }) {
  const { t } = useTranslation('accounts');
  const { workspace = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  const leads = useHolds(LEADING);
  const [open, setOpen] = useState(false);
  if (!leads) return null;
  return (
    <>
      <Button
        type={small ? 'text' : 'default'}
        size={small ? 'small' : 'middle'}
        icon={<Plus size={14} strokeWidth={1.6} />}
        onClick={() => setOpen(true)}
      >
        {t('list.create')}
      </Button>
      {open && (
        <CustomerDrawer
          account={null}
          writes
          onSaved={(externalId) => void navigate({ to: '/$workspace/customers/$externalId', params: { workspace, externalId } })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
