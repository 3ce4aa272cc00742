import { notes } from '../../features/accounts/contract.ts';
import { issues } from '../../features/issues/contract.ts';
import { cancelTask, createTask } from '../../features/tasks/contract.ts';
import { touches } from '../../features/touches/contract.ts';
import type { Day } from '../../kernel/time.ts';
import { call } from '../call.ts';
import { madeId } from '../records/record-source.ts';
import type { CaptureDraft, CaptureKind, ChosenCustomer } from './capture-state.ts';

/** What a kind needs before it can be saved. */
export const NEEDED: Readonly<Record<CaptureKind, 'text' | 'title'>> = { touch: 'text', issue: 'title', task: 'title', note: 'text' };

/** Who may save which. */
export const CAPTURE_ACCESS = { touch: touches.save.access, issue: issues.save.access, task: createTask.access, note: notes.save.access };

interface Writer {
  readonly name: string;
  readonly today: Day;
}

/** Saves what was written down; answers how to take it back. */
export async function saveCapture({ kind, values }: CaptureDraft, customer: ChosenCustomer, by: Writer): Promise<() => Promise<unknown>> {
  const account = customer.externalId;
  const said = (name: string): { [name: string]: string } => {
    const value = (values[name] ?? '').trim();
    return value === '' ? {} : { [name]: value };
  };
  const [text = ''] = Object.values(said('text'));
  switch (kind) {
    case 'touch': {
      const fields = {
        ...{ account, on: values.on ?? by.today, way: values.way ?? 'CALL', result: values.result ?? 'REACHED', person: by.name },
        ...{
          ...said('contact'),
          ...said('nextOn'),
          topic: firstLine(text),
          ...(text.length > 60 || text.includes('\n') ? { notes: text } : {}),
        },
      };
      return record(touches, fields);
    }
    case 'issue':
      return record(issues, {
        ...{ account, ...said('title'), type: values.type ?? 'PROBLEM', priority: values.priority ?? 'MEDIUM', status: 'NEW' },
        ...{ ...(text === '' ? {} : { description: text }), raisedAt: new Date().toISOString() },
      });
    case 'note':
      return record(notes, { account, text, on: by.today, author: by.name });
    case 'task': {
      const { taskId, version } = await call(createTask, {
        ...{ externalId: account, title: values.title ?? '', dueOn: (values.dueOn ?? by.today) as Day },
        ...said('personId'),
      });
      return () => call(cancelTask, { taskId, version });
    }
  }
}

async function record(operations: typeof touches | typeof issues | typeof notes, fields: Readonly<Record<string, string>>) {
  const [kind = 'record'] = operations.save.id.split('.');
  const id = madeId(kind);
  await call(operations.save, { id, fields, version: 0 });
  return () => call(operations.archive, { id });
}

/** A touch is listed by its topic: the first line of what was said, as long as a line is. */
function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
