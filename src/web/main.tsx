import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { workspaceIn } from './address.ts';
import './base.css';
import './ui/page.css';
import { me } from '../features/access/contract.ts';
import { whenSignedOut } from './call.ts';
import { startWords } from './i18n.ts';
import { createQueryClient } from './query-client.ts';
import { createMooringRouter } from './router.tsx';
import { sayEnded } from './session-end.ts';

await startWords();

const cache = createQueryClient();
whenSignedOut(() => {
  const { href, pathname } = router.state.location;
  if (workspaceIn(pathname) === null) return;
  // A session that ran out under an open page: the page stays, with what is typed in it. Else sign in, and come back to this very address.
  if (cache.getQueryData([me.id, {}]) !== undefined) return sayEnded(true);
  cache.clear();
  void router.navigate({ to: '/sign-in', search: { to: href }, replace: true });
});
const router = createMooringRouter(cache);

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no element #root');
createRoot(place).render(
  <StrictMode>
    <App cache={cache} router={router} />
  </StrictMode>,
);
