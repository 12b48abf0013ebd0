'use client';

import type { Route } from 'next';
import { useSyncExternalStore } from 'react';
import { tabStorage } from './tab-storage';

const key = 'taskyard-dashboard';
const home: Route = '/dashboard';

const subscribe = () => () => {};

/** @param path of the dashboard with its filters */
export function rememberDashboardPath(path: `/dashboard${string}`): void {
  tabStorage.write(key, path);
}

/** The dashboard as this tab showed it last, for links back to it. */
export function useDashboardPath(): Route {
  return useSyncExternalStore(subscribe, read, () => home);
}

function read(): Route {
  const path = tabStorage.read(key);
  return path?.startsWith('/dashboard') ? (path as Route) : home;
}
