/** Below this width (px) Directus' drawers lie over the page instead of beside it. */
const NARROW_PX = 960;

/**
 * Starts Directus with its drawers closed where they are in the way: on phones they cover the whole page at the first visit.
 * A choice a person made before is kept.
 */
export function collapseDrawers(storage: Pick<Storage, 'getItem' | 'setItem'>, widthPx: number): void {
  const close = (key: string): void => {
    if (storage.getItem(key) === null) storage.setItem(key, 'true');
  };
  close('sidebar-collapsed');
  if (widthPx < NARROW_PX) close('nav-bar-collapsed');
}
