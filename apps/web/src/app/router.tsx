import type { ComponentType } from 'react';
import { createBrowserRouter } from 'react-router';
import { Crash } from './Crash.js';
import { NotFound } from './NotFound.js';
import { SignedIn } from './SignedIn.js';
import { SignInPage } from './SignInPage.js';
import { Splash } from './Splash.js';

/** A page is fetched when it is first gone to: `page(() => import('…'), 'HomePage')`. */
const page =
  <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) =>
  async () => ({ Component: (await load())[name] });

const pages = [
  { index: true, lazy: page(() => import('../home/HomePage.js'), 'HomePage') },
  { path: 'journeys', lazy: page(() => import('../journeys/JourneysPage.js'), 'JourneysPage') },
  { path: 'journeys/:id', lazy: page(() => import('../canvas/JourneyPage.js'), 'JourneyPage') },
  { path: 'journeys/:id/report', lazy: page(() => import('../reports/JourneyReportPage.js'), 'JourneyReportPage') },
  { path: 'audiences', lazy: page(() => import('../audiences/AudiencesPage.js'), 'AudiencesPage') },
  { path: 'audiences/segments/:id', lazy: page(() => import('../audiences/segment/SegmentPage.js'), 'SegmentPage') },
  { path: 'audiences/lists/:id', lazy: page(() => import('../audiences/lists/ListPage.js'), 'ListPage') },
  { path: 'audiences/look-alikes/:id', lazy: page(() => import('../audiences/alike/AlikePage.js'), 'AlikePage') },
  { path: 'customers', lazy: page(() => import('../customers/CustomersPage.js'), 'CustomersPage') },
  { path: 'customers/imports', lazy: page(() => import('../customers/imports/ImportsPage.js'), 'ImportsPage') },
  { path: 'customers/imports/new', lazy: page(() => import('../customers/imports/NewImportPage.js'), 'NewImportPage') },
  { path: 'customers/imports/:id', lazy: page(() => import('../customers/imports/ImportPage.js'), 'ImportPage') },
  { path: 'customers/attributes', lazy: page(() => import('../customers/attributes/AttributesPage.js'), 'AttributesPage') },
  { path: 'customers/attributes/:name', lazy: page(() => import('../customers/attributes/AttributePage.js'), 'AttributePage') },
  { path: 'customers/merges', lazy: page(() => import('../customers/merges/MergesPage.js'), 'MergesPage') },
  { path: 'customers/value', lazy: page(() => import('../customers/value/ValuePage.js'), 'ValuePage') },
  { path: 'customers/traits', lazy: page(() => import('../customers/traits/TraitsPage.js'), 'TraitsPage') },
  { path: 'customers/tags', lazy: page(() => import('../customers/tags/TagsPage.js'), 'TagsPage') },
  { path: 'customers/tags/:name', lazy: page(() => import('../customers/tags/TagPage.js'), 'TagPage') },
  { path: 'customers/events', lazy: page(() => import('../customers/events/EventsPage.js'), 'EventsPage') },
  { path: 'customers/events/:name', lazy: page(() => import('../customers/events/EventTypePage.js'), 'EventTypePage') },
  { path: 'customers/suppressions', lazy: page(() => import('../customers/privacy/SuppressionsPage.js'), 'SuppressionsPage') },
  { path: 'customers/erasures', lazy: page(() => import('../customers/privacy/ErasuresPage.js'), 'ErasuresPage') },
  { path: 'customers/sources', lazy: page(() => import('../customers/sources/SourcesPage.js'), 'SourcesPage') },
  { path: 'customers/sources/new', lazy: page(() => import('../customers/sources/SourcePage.js'), 'NewSourcePage') },
  { path: 'customers/sources/feeds/:id', lazy: page(() => import('../customers/sources/FeedPage.js'), 'FeedPage') },
  { path: 'customers/sources/:id', lazy: page(() => import('../customers/sources/SourcePage.js'), 'SourcePage') },
  { path: 'customers/sources/:id/feeds/new', lazy: page(() => import('../customers/sources/FeedPage.js'), 'NewFeedPage') },
  { path: 'customers/:id', lazy: page(() => import('../customers/CustomerPage.js'), 'CustomerPage') },
  { path: 'tasks', lazy: page(() => import('../tasks/TasksPage.js'), 'TasksPage') },
  { path: 'content', lazy: page(() => import('../content/ContentPage.js'), 'ContentPage') },
  { path: 'content/:id', lazy: page(() => import('../content/TemplatePage.js'), 'TemplatePage') },
  { path: 'reports', lazy: page(() => import('../reports/ReportsPage.js'), 'ReportsPage') },
  { path: 'connectors', lazy: page(() => import('../admin/ConnectorsPage.js'), 'ConnectorsPage') },
  { path: 'settings', lazy: page(() => import('../admin/SettingsPage.js'), 'SettingsPage') },
  { path: 'mailbox', lazy: page(() => import('../admin/MailboxPage.js'), 'MailboxPage') },
  { path: '*', Component: NotFound },
];

export const router = createBrowserRouter([
  { path: '/sign-in', Component: SignInPage, ErrorBoundary: Crash },
  {
    path: '/',
    Component: SignedIn,
    ErrorBoundary: Crash,
    HydrateFallback: Splash,
    // a page that breaks leaves the frame standing
    children: pages.map((one) => ({ ...one, ErrorBoundary: Crash })),
  },
]);
