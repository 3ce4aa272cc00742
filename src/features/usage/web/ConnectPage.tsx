import { Link, useParams } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useCopy } from '../../../web/ui/use-copy.ts';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { createKey, me as meOperation } from '../../access/contract.ts';
import { Arrivals } from './Arrivals.tsx';
import style from './Connect.module.css';
import { browserSnippet, curlSnippet, nodeSnippet, type SnippetParts } from './snippets.ts';

const PLACEHOLDER = 'YOUR_KEY';

/** 接入事件: make a key, copy the lines, watch the first event come in. */
export function ConnectPage() {
  const { t } = useTranslation('usage');
  const { workspace = '' } = useParams({ strict: false });
  const create = useChange(createKey);
  const secret = create.data?.secret ?? null;
  const origin = window.location.origin;
  const parts = { origin, key: secret ?? PLACEHOLDER };
  return (
    <div className={style.page}>
      <h1 className={style.headline}>{t('connect.headline')}</h1>
      <p className={style.definition}>{t('connect.definition')}</p>
      <section className={style.step}>
        <h2>
          <span className={style.number}>1</span>
          {t('connect.key.title')}
        </h2>
        <KeyStep
          secret={secret}
          pending={create.isPending}
          onCreate={() => create.mutate({ name: t('connect.key.name'), scopes: ['ingest'] })}
        />
        {create.isError && <ErrorState error={create.error} onRetry={() => create.reset()} />}
      </section>
      <section className={style.step}>
        <h2>
          <span className={style.number}>2</span>
          {t('connect.send.title')}
        </h2>
        <p className={style.help}>{t('connect.send.about')}</p>
        <Snippets parts={parts} />
        <p className={style.note}>{t('connect.send.words')}</p>
      </section>
      <section className={style.step}>
        <h2>
          <span className={style.number}>3</span>
          {t('connect.arrive.title')}
        </h2>
        <Arrivals />
        <Receipts />
      </section>
      <p className={style.onward}>
        <Link to="/$workspace/day" params={{ workspace }}>
          {t('connect.toDay')}
        </Link>
      </p>
    </div>
  );
}

const STATUSES = ['accepted', 'duplicate', 'quarantined', 'rejected'] as const;
const FAILURES = ['429', '401', '413', 'other'] as const;

/** How to read the receipt, and what to do when there is none. */
function Receipts() {
  const { t } = useTranslation('usage');
  return (
    <>
      <h3 className={style.about}>{t('connect.receipt.title')}</h3>
      <dl className={style.words}>
        {STATUSES.map((status) => (
          <div key={status}>
            <dt>
              <code>{status}</code>
            </dt>
            <dd>{t(`connect.receipt.${status}`)}</dd>
          </div>
        ))}
      </dl>
      <h3 className={style.about}>{t('connect.failure.title')}</h3>
      <dl className={style.words}>
        {FAILURES.map((failure) => (
          <div key={failure}>
            <dt>{failure === 'other' ? t('connect.failure.others') : <code>{failure}</code>}</dt>
            <dd>{t(`connect.failure.${failure}`)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

interface KeyStepProps {
  readonly secret: string | null;
  readonly pending: boolean;
  readonly onCreate: () => void;
}

/** Keys are made by administrators; others are told whom to ask. */
function KeyStep({ secret, pending, onCreate }: KeyStepProps) {
  const { t } = useTranslation('usage');
  const { workspace } = useParams({ strict: false });
  const me = useOperation(meOperation, {});
  const admin = me.data?.memberships.some((one) => one.workspace.key === workspace && one.functions.includes('admin')) ?? false;
  if (secret !== null) {
    return (
      <>
        <div className={style.secret}>
          <code>{secret}</code>
          <CopyButton text={secret} />
        </div>
        <p className={style.help}>{t('connect.key.once')}</p>
      </>
    );
  }
  if (me.isSuccess && !admin) return <p className={style.help}>{t('connect.key.ask')}</p>;
  return (
    <>
      <p className={style.help}>{t('connect.key.about')}</p>
      <Button type="primary" loading={pending} disabled={!me.isSuccess} onClick={onCreate}>
        {t('connect.key.create')}
      </Button>
    </>
  );
}

const SNIPPETS = { curl: curlSnippet, node: nodeSnippet, browser: browserSnippet };

function Snippets({ parts }: { readonly parts: SnippetParts }) {
  const { t } = useTranslation('usage');
  const [which, setWhich] = useState<keyof typeof SNIPPETS>('curl');
  const text = SNIPPETS[which](parts);
  return (
    <>
      <div className={style.snippet}>
        <div className={style.bar}>
          <Segmented
            size="small"
            value={which}
            onChange={setWhich}
            aria-label={t('connect.send.how')}
            options={[
              { value: 'curl', label: 'curl' },
              { value: 'node', label: '@segment/analytics-node' },
              { value: 'browser', label: t('connect.send.browser') },
            ]}
          />
          <CopyButton text={text} />
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard */}
        <pre className={style.code} tabIndex={0}>
          <code>{text}</code>
        </pre>
      </div>
      {which === 'browser' && <p className={style.note}>{t('connect.send.privacy')}</p>}
    </>
  );
}

function CopyButton({ text }: { readonly text: string }) {
  const { t } = useTranslation('usage');
  const { copied, copy } = useCopy(text);
  return (
    <Button
      size="small"
      type="text"
      icon={copied === 'yes' ? <Check size={14} strokeWidth={1.6} /> : <Copy size={14} strokeWidth={1.6} />}
      onClick={copy}
    >
      {t(copied === 'yes' ? 'connect.copied' : copied === 'failed' ? 'connect.copyFailed' : 'connect.copy')}
    </Button>
  );
}
