import type { Skips } from '../executors/port.ts';

/** What a request leaves out. @default nothing */
export function readSkips(given: { [Name in keyof Skips]?: boolean | null | undefined }): Skips {
  return {
    skipIoMappings: given.skipIoMappings ?? false,
    skipCustomListeners: given.skipCustomListeners ?? false,
  };
}
