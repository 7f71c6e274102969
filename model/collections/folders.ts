import type { FolderModel } from '../model-types.ts';

/** Headings of the navigation, in order. */
export const FOLDERS: FolderModel[] = [
  { collection: 'folder_case_files', label: 'Case files', icon: 'folder_shared', sort: 1 },
  { collection: 'folder_case_forms', label: 'Forms of the pathway', icon: 'assignment', sort: 2 },
  { collection: 'folder_directory', label: 'Directory', icon: 'contacts', sort: 3 },
  { collection: 'folder_lists', label: 'Lists and deadlines', icon: 'list_alt', sort: 4 },
  { collection: 'folder_system', label: 'Behind the scenes', icon: 'settings_suggest', sort: 5 },
];
