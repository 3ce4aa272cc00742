import { Link, type LinkProps, useParams } from '@tanstack/react-router';
import { Button } from 'antd';

interface EmptyPageProps {
  readonly headline: string;
  /** What will be here. */
  readonly text?: string;
  /** Where that is brought about, and the word for going there. */
  readonly to: NonNullable<LinkProps['to']>;
  readonly action: string;
}

/** A page before there is anything on it: one sentence on what will be here, and the way to it. */
export function EmptyPage({ headline, text, to, action }: EmptyPageProps) {
  const { workspace = '' } = useParams({ strict: false });
  return (
    <>
      <h1 className="m-headline">{headline}</h1>
      <div className="m-empty">
        {text !== undefined && <p>{text}</p>}
        <Link to={to} params={{ workspace } as never}>
          <Button type="primary">{action}</Button>
        </Link>
      </div>
    </>
  );
}
