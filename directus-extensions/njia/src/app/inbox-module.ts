import { defineModule } from '@directus/extensions-sdk';
import { TEXT } from './text.ts';

/**
 * The inbox: tasks to do, the page of one task, the file of one case. Its pages are loaded when they are opened.
 * Everybody has it, since `npm start` prints its address for all: a role without tasks is told so rather than "page not found".
 */
export const inboxModule = defineModule({
  id: 'njia-inbox',
  name: TEXT.inbox,
  icon: 'inbox',
  routes: [
    { path: '', component: () => import('./inbox-page.vue') },
    { path: 'tasks/:taskId', component: () => import('./task-page.vue'), props: true },
    { path: 'cases/:caseId', component: () => import('./case-page.vue'), props: true },
  ],
});
