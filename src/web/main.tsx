import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { workspaceIn } from './address.ts';
import './base.css';
import './ui/page.css';
import { startWords } from './i18n.ts';
import { createQueryClient } from './query-client.ts';
import { createMooringRouter } from './router.tsx';

await startWords();

const cache = createQueryClient(() => {
  // A session that ran out: sign in, and come back to this very address.
  const { href, pathname } = router.state.location;
  if (workspaceIn(pathname) === null) return;
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
