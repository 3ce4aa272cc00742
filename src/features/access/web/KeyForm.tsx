import { Button, Checkbox, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { KEY_SCOPES, type KeyScope } from '../../../contract/access.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange } from '../../../web/use-operation.ts';
import { createKey } from '../contract.ts';
import { formWords } from './form-words.ts';
import { CopyLine } from './widgets/CopyLine.tsx';
import { Field } from './widgets/Field.tsx';
import form from './widgets/Form.module.css';
import { useForm } from './widgets/use-form.ts';

interface KeyValues {
  readonly name: string;
  readonly scopes: readonly KeyScope[];
}

/** Makes a key, then shows its secret: the only time anybody sees it. */
export function KeyForm({ onDone, onClose }: { readonly onDone: () => void; readonly onClose: () => void }) {
  const { t } = useTranslation('access');
  const words = formWords(t);
  const change = useChange(createKey);
  const handle = useForm<KeyValues>({
    initial: { name: '', scopes: ['ingest'] },
    check: ({ name, scopes }) => ({ name: words.name(name), scopes: scopes.length === 0 ? t('keys.noScope') : undefined }),
    error: change.error,
    refused: words.refused,
    onSubmit: ({ name, scopes }) => change.mutate({ name, scopes: [...scopes] }, { onSuccess: onDone }),
  });
  if (change.data) {
    return (
      <div className={form.form}>
        <p className={form.said}>{t('keys.once', { name: change.data.key.name })}</p>
        <CopyLine text={change.data.secret} label={t('keys.secret')} />
        <p className={form.beneath}>{t('keys.how')}</p>
        <div className={form.submitEnd}>
          <Button type="primary" onClick={onClose}>
            {t('keys.kept')}
          </Button>
        </div>
      </div>
    );
  }
  const { name, scopes } = handle.values;
  return (
    <form className={form.form} onSubmit={handle.onSubmit} noValidate>
      <Field form={handle} name="name" label={t('keys.column.name')} help={t('keys.nameHelp')}>
        {({ status, ...control }) => (
          <Input
            {...control}
            status={status}
            autoFocus
            autoComplete="off"
            value={name}
            onChange={(event) => handle.set('name', event.target.value)}
          />
        )}
      </Field>
      <Field form={handle} name="scopes" label={t('keys.column.scopes')} help={t('keys.scopesHelp')} group>
        {({ id }) => (
          <div id={id} className={form.choices}>
            {KEY_SCOPES.map((scope) => (
              <Checkbox
                key={scope}
                checked={scopes.includes(scope)}
                onChange={(event) =>
                  handle.set(
                    'scopes',
                    KEY_SCOPES.filter((each) => (each === scope ? event.target.checked : scopes.includes(each))),
                  )
                }
              >
                {t(`keyScope.${scope}`)}
                <span className={form.meaning}>{t(`keyScopeMeaning.${scope}`)}</span>
              </Checkbox>
            ))}
          </div>
        )}
      </Field>
      {handle.rest !== null && <ErrorState error={handle.rest} />}
      <div className={form.submitEnd}>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('keys.create')}
        </Button>
      </div>
    </form>
  );
}
