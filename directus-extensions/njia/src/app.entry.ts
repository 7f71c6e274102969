/** What Directus' app loads: every kind of extension must be there, even when empty. Served to anyone: no secrets here. */
import { collapseDrawers } from './app/collapse-drawers.ts';
import { inboxModule } from './app/inbox-module.ts';

// Directus offers no other place for something that must happen before its first screen.
collapseDrawers(window.localStorage, window.innerWidth);

export const interfaces = [];
export const displays = [];
export const layouts = [];
export const modules = [inboxModule];
export const panels = [];
export const themes = [];
export const operations = [];
