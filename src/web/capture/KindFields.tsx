import { Input, Segmented, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_WORK } from '../../contract/access.ts';
import { listPeople } from '../../features/access/contract.ts';
import { useMembership } from '../../features/access/web/widgets/use-membership.ts';
import { contacts } from '../../features/accounts/contract.ts';
import { issueKind } from '../../features/issues/core/kinds.ts';
import { touchKind } from '../../features/touches/core/kinds.ts';
import type { Day } from '../../kernel/time.ts';
import { NoteText } from '../records/NoteText.tsx';
import { choiceWord } from '../records/use-record-words.ts';
import { DayInput } from '../ui/DayInput.tsx';
import { useOperation } from '../use-operation.ts';
import style from './Capture.module.css';
import type { CaptureDraft } from './capture-state.ts';

interface KindFieldsProps {
  readonly draft: CaptureDraft;
  readonly today: Day;
  readonly onChange: (values: Readonly<Record<string, string>>) => void;
}

/** What each kind asks: the one thing that must be said, and what can be said in a second. */
export function KindFields(props: KindFieldsProps) {
  switch (props.draft.kind) {
    case 'touch':
      return <TouchFields {...props} />;
    case 'issue':
      return <IssueFields {...props} />;
    case 'task':
      return <TaskFields {...props} />;
    case 'note':
      return <NoteField {...props} />;
  }
}

/** A label above its control. */
function Field({ label, children }: { readonly label: string; readonly children: (id: string) => ReactNode }) {
  const { t } = useTranslation('capture');
  const id = useId();
  return (
    <div className={style.field}>
      <label htmlFor={id}>{t(`field.${label}`)}</label>
      {children(id)}
    </div>
  );
}

function NoteField({ draft, onChange }: KindFieldsProps) {
  return (
    <Field label="noteText">
      {(id) => (
        <NoteText
          id={id}
          value={draft.values.text ?? ''}
          maxLength={4000}
          data-first={draft.customer !== null || undefined}
          autoSize={{ minRows: 5, maxRows: 10 }}
          onChange={(text) => onChange({ text })}
        />
      )}
    </Field>
  );
}

function Text({ draft, label, rows, onChange }: KindFieldsProps & { readonly label: string; readonly rows: number }) {
  return (
    <Field label={label}>
      {(id) => (
        <Input.TextArea
          id={id}
          value={draft.values.text ?? ''}
          maxLength={4000}
          data-first={draft.customer !== null || undefined}
          autoSize={{ minRows: rows, maxRows: 10 }}
          onChange={(event) => onChange({ text: event.target.value })}
        />
      )}
    </Field>
  );
}

function Title({ draft, label, onChange }: KindFieldsProps & { readonly label: string }) {
  return (
    <Field label={label}>
      {(id) => (
        <Input
          id={id}
          value={draft.values.title ?? ''}
          maxLength={300}
          data-first={draft.customer !== null || undefined}
          onChange={(event) => onChange({ title: event.target.value })}
        />
      )}
    </Field>
  );
}

function DayField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}) {
  return <Field label={label}>{(id) => <DayInput id={id} value={value} onChange={onChange} />}</Field>;
}

/** The choices of a field of a kind, in the words of its form. */
function useChoices(kind: typeof touchKind, field: string): { value: string; label: string }[] {
  const { t } = useTranslation('records');
  const declared = kind.fields[field];
  return declared?.type !== 'choice'
    ? []
    : Object.keys(declared.choices).map((code) => ({ value: code, label: choiceWord(kind.name, field, code, t) }));
}

function TouchFields(props: KindFieldsProps) {
  const { draft, today, onChange } = props;
  const { t } = useTranslation('capture');
  const { values, customer } = draft;
  const ways = useChoices(touchKind, 'way');
  const results = useChoices(touchKind, 'result');
  const people = useOperation(contacts.list, { account: customer?.externalId ?? '', limit: 200 }, { enabled: customer !== null });
  return (
    <>
      <Segmented block value={values.way ?? 'CALL'} onChange={(way) => onChange({ way })} aria-label={t('field.way')} options={ways} />
      <Text {...props} label="touchText" rows={3} />
      <div className={style.pair}>
        <Field label="contact">
          {(id) => (
            <Select
              id={id}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t(customer === null ? 'customerFirst' : 'contactHint')}
              disabled={customer === null}
              value={values.contact || null}
              onChange={(contact) => onChange({ contact: contact ?? '' })}
              options={(people.data?.records ?? []).map(({ id: value, fields }) => ({ value, label: String(fields.name ?? value) }))}
            />
          )}
        </Field>
        <Field label="result">
          {(id) => <Select id={id} value={values.result ?? 'REACHED'} onChange={(result) => onChange({ result })} options={results} />}
        </Field>
      </div>
      <div className={style.pair}>
        <DayField label="on" value={values.on ?? today} onChange={(on) => onChange({ on })} />
        <DayField label="nextOn" value={values.nextOn ?? ''} onChange={(nextOn) => onChange({ nextOn })} />
      </div>
    </>
  );
}

function IssueFields(props: KindFieldsProps) {
  const { draft, onChange } = props;
  const types = useChoices(issueKind, 'type');
  const priorities = useChoices(issueKind, 'priority');
  return (
    <>
      <Title {...props} label="issueTitle" />
      <div className={style.pair}>
        <Field label="type">
          {(id) => <Select id={id} value={draft.values.type ?? 'PROBLEM'} onChange={(type) => onChange({ type })} options={types} />}
        </Field>
        <Field label="priority">
          {(id) => (
            <Select
              id={id}
              value={draft.values.priority ?? 'MEDIUM'}
              onChange={(priority) => onChange({ priority })}
              options={priorities}
            />
          )}
        </Field>
      </div>
      <Text {...props} draft={{ ...draft, customer: null }} label="issueText" rows={3} />
    </>
  );
}

function TaskFields(props: KindFieldsProps) {
  const { draft, today, onChange } = props;
  const me = useMembership();
  const people = useOperation(listPeople, {});
  const works = new Set<string>(CUSTOMER_WORK);
  const options = (people.data?.people ?? [])
    .filter(({ active, functions }) => active && functions.some((one) => works.has(one)))
    .map(({ personId, name }) => ({ value: personId, label: name }));
  return (
    <>
      <Title {...props} label="taskTitle" />
      <div className={style.pair}>
        <DayField label="dueOn" value={draft.values.dueOn ?? today} onChange={(dueOn) => onChange({ dueOn })} />
        <Field label="person">
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              value={draft.values.personId ?? me?.personId ?? null}
              onChange={(personId) => onChange({ personId })}
              options={options}
            />
          )}
        </Field>
      </div>
    </>
  );
}
