import { type ComponentType, lazy } from 'react';
import { NowPage } from '../now/now-page';
import type { shellTexts } from './text';

/** A page of the navigation. */
export interface Page {
  /** Its address; everything below belongs to it, too. */
  readonly path: string;
  readonly title: keyof (typeof shellTexts)['en'];
  readonly Component: ComponentType;
}

/** All pages, in the order of the navigation. Another one is a line here and a path in the gateway's `PAGE_PATHS`. */
export const PAGES: readonly Page[] = [
  { path: '/', title: 'now', Component: NowPage },
  {
    path: '/flow',
    title: 'flow',
    Component: lazy(() => import('../flow/flow-page').then(({ FlowPage }) => ({ default: FlowPage }))),
  },
  {
    path: '/calls',
    title: 'calls',
    Component: lazy(() => import('../calls/calls-page').then(({ CallsPage }) => ({ default: CallsPage }))),
  },
  {
    path: '/figures',
    title: 'figures',
    Component: lazy(() => import('../figures/figures-page').then(({ FiguresPage }) => ({ default: FiguresPage }))),
  },
];

/** The page that an address belongs to. */
export function pageAt(path: string): Page | undefined {
  return PAGES.find((page) => path === page.path || (page.path !== '/' && path.startsWith(`${page.path}/`)));
}
