/** Types of what Directus' app brings along at run time and what Vite compiles. */
declare module '*.vue' {
  import type { DefineComponent } from 'vue';

  const component: DefineComponent<object, object, unknown>;
  export default component;
}

declare module 'vue-router' {
  export interface Router {
    push: (to: string) => Promise<unknown>;
  }
  export function useRouter(): Router;
}
