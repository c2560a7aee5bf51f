import { useLayoutEffect, useRef } from 'preact/hooks';
import { FailedPage } from '../pages/failed.tsx';
import { JobPage } from '../pages/job.tsx';
import { JobsPage } from '../pages/jobs.tsx';
import { OverviewPage } from '../pages/overview.tsx';
import { SchedulesPage } from '../pages/schedules.tsx';
import { StartPage } from '../pages/start.tsx';
import { hrefOf, type Route } from '../routing/route.ts';
import { useRoute } from '../routing/use-route.ts';
import { type Action, may } from '../session/permissions.ts';
import { useSession } from '../session/session.ts';
import { Announcements } from './announcement.tsx';
import { Icon, type IconName } from './icon.tsx';
import { Notice } from './notice.tsx';

const links = [
  { page: 'overview', label: 'Overview', icon: 'overview', needs: 'read' },
  { page: 'jobs', label: 'Jobs', icon: 'jobs', needs: 'read' },
  { page: 'failed', label: 'Failed', icon: 'failed', needs: 'read' },
  { page: 'schedules', label: 'Schedules', icon: 'schedules', needs: 'read' },
  { page: 'start', label: 'Start a job', icon: 'start', needs: 'start' },
] as const satisfies readonly {
  readonly page: string;
  readonly label: string;
  readonly icon: IconName;
  readonly needs: Action;
}[];

/** The frame around every page: what there is, whose it is, and a way out. */
export function Shell() {
  const { caller, signOut } = useSession();
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  useFocusOnNewPage(route, main);

  return (
    <div class="shell">
      <header class="top">
        <button type="button" class="skip" onClick={() => main.current?.focus()}>
          Skip to the content
        </button>
        <a class="brand" href={hrefOf('overview')}>
          <Icon name="brand" /> Errand
        </a>
        <nav aria-label="Pages">
          <ul>
            {links
              .filter(({ needs }) => may(caller, needs))
              .map(({ page, label, icon }) => (
                <li key={page}>
                  <a href={hrefOf(page)} aria-current={isIn(route, page) ? 'page' : undefined}>
                    <Icon name={icon} />
                    <span>{label}</span>
                  </a>
                </li>
              ))}
          </ul>
        </nav>
        <div class="who">
          <span class="tenant" title={`This key may: ${caller.scopes.join(', ') || 'nothing'}`}>
            <span class="quiet">Tenant</span> {caller.tenant}
          </span>
          <button type="button" class="plain" onClick={() => signOut()}>
            <Icon name="sign-out" /> <span>Sign out</span>
          </button>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <Page route={route} />
      </main>
      <Announcements />
    </div>
  );
}

function isIn({ page }: Route, link: string): boolean {
  return page === link || (page === 'job' && link === 'jobs');
}

function Page({ route }: { readonly route: Route }) {
  const { caller } = useSession();
  const { page, id = '', query } = route;
  if (page === 'unknown') {
    return (
      <Notice title="There is no such page" isPage>
        <a href={hrefOf('overview')}>Go to the overview</a>
      </Notice>
    );
  }
  if (page === 'start') return <StartPage query={query} />;
  if (!may(caller, 'read')) {
    return (
      <Notice title="This key may not look at jobs" isPage>
        Its scopes: {caller.scopes.join(', ') || 'none'}. Ask for one with <code>read</code>
        {may(caller, 'start') && (
          <>
            , or <a href={hrefOf('start')}>start a job</a>
          </>
        )}
        .
      </Notice>
    );
  }
  switch (page) {
    case 'overview':
      return <OverviewPage query={query} />;
    case 'jobs':
      return <JobsPage query={query} />;
    case 'job':
      return <JobPage key={id} id={id} />;
    case 'failed':
      return <FailedPage query={query} />;
    case 'schedules':
      return <SchedulesPage />;
  }
}

/** Who listens or steers by keyboard would else stay where the link was. A new filter is no new page. */
function useFocusOnNewPage(
  { page, id }: Route,
  main: { readonly current: HTMLElement | null },
): void {
  const place = `${page}/${id ?? ''}`;
  const last = useRef(place);
  // With the page itself: a little later it would take the focus from whoever has begun to type.
  useLayoutEffect(() => {
    if (last.current === place) return;
    last.current = place;
    main.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [place, main]);
}
