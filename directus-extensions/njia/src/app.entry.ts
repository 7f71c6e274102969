/** What Directus' app loads: every kind of extension must be there, even when empty. */
export const interfaces = [];
export const displays = [];
export const layouts = [];
export const modules = [];
export const panels = [];
export const themes = [];
export const operations = [];
