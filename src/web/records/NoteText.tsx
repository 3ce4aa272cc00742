import { Mentions, type MentionsProps } from 'antd';
import { listPeople } from '../../features/access/contract.ts';
import { useOperation } from '../use-operation.ts';

/** A text in which `@` names a colleague, who is told. */
export function NoteText(props: Omit<MentionsProps, 'options'>) {
  const people = useOperation(listPeople, {}).data?.people ?? [];
  const options = people.filter(({ active }) => active).map(({ personId, name }) => ({ key: personId, value: name, label: name }));
  return <Mentions {...props} options={options} />;
}
