import { Link, useParams } from '@tanstack/react-router';
import { Button, Checkbox, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { ADMINISTERING } from '../../../contract/access.ts';
import type { OutputOf } from '../../../contract/operation.ts';
import { spaced } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { PageError } from '../../../web/ui/PageError.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { Field } from '../../access/web/widgets/Field.tsx';
import form from '../../access/web/widgets/Form.module.css';
import style from '../../access/web/widgets/Settings.module.css';
import { useForm } from '../../access/web/widgets/use-form.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { myWishes, saveWishes } from '../contract-channels.ts';
import { ScheduleFields, useScheduleProblems } from './ScheduleFields.tsx';

type Asked = OutputOf<typeof myWishes>;

/** 通知设置: what I want by mail, and when. */
export function MyNoticesPage() {
  const { t } = useTranslation('notifications');
  const { workspace = '' } = useParams({ strict: false });
  const administers = useHolds(ADMINISTERING);
  const asked = useOperation(myWishes, {});
  if (asked.isPending) return <Skeleton active paragraph={{ rows: 6 }} />;
  if (asked.isError) return <PageError place="my-notices" error={asked.error} onRetry={() => void asked.refetch()} />;
  return (
    <>
      <h1 className={style.headline}>
        <Headline asked={asked.data} />
      </h1>
      <p className={style.definition}>
        {t('mine.definition', { zone: asked.data.timeZone })}{' '}
        {!asked.data.mailReady && administers && (
          <Link to="/$workspace/settings/mail" params={{ workspace }}>
            {t('mine.setMail')}
          </Link>
        )}
      </p>
      <WishesForm asked={asked.data} />
    </>
  );
}

function Headline({ asked: { wishes, email, mailReady } }: { readonly asked: Asked }) {
  const { t } = useTranslation('notifications');
  if (!mailReady) return t('mine.headline.noMail');
  if (email === null) return t('mine.headline.noAddress');
  const which = wishes.critical ? (wishes.digest ? 'both' : 'critical') : wishes.digest ? 'digest' : 'none';
  return spaced(t(`mine.headline.${which}`, { email, hour: wishes.schedule.digestHour ?? 9 }));
}

function WishesForm({ asked: { wishes } }: { readonly asked: Asked }) {
  const { t } = useTranslation('notifications');
  const refresh = useRefresh(myWishes);
  const save = useChange(saveWishes);
  const problems = useScheduleProblems();
  const handle = useForm({
    initial: {
      critical: wishes.critical,
      digest: wishes.digest,
      ...wishes.schedule,
      digestHour: wishes.schedule.digestHour ?? 9,
    },
    check: (values) => problems({ ...values, digestHour: values.digest ? values.digestHour : null }),
    error: save.error,
    refused: (_field, _code, message) => message,
    onSubmit: ({ critical, digest, digestHour, quiet, restDays }) =>
      save.mutate({ critical, digest, schedule: { digestHour: digest ? digestHour : null, quiet, restDays } }, { onSuccess: refresh }),
  });
  const { critical, digest } = handle.values;
  return (
    <form className={`${form.form} ${style.narrow}`} onSubmit={handle.onSubmit} noValidate>
      <Field form={handle} name="digest" label={t('mine.channels')} help={t('mine.digestHelp')} group>
        {({ id }) => (
          <div id={id} className={form.choices}>
            <Checkbox checked={critical} onChange={({ target }) => handle.set('critical', target.checked)}>
              {t('mine.critical')}
            </Checkbox>
            <Checkbox checked={digest} onChange={({ target }) => handle.set('digest', target.checked)}>
              {t('mine.digest')}
            </Checkbox>
          </div>
        )}
      </Field>
      <ScheduleFields form={handle} optionalDigest={false} hasDigest={digest} />
      {handle.rest !== null && <ErrorState error={handle.rest} />}
      <div className={form.submit}>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('mine.save')}
        </Button>
        <span className={style.saved} role="status">
          {save.isSuccess && t('mine.saved')}
        </span>
      </div>
    </form>
  );
}
