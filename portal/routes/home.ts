import type { FastifyInstance } from 'fastify';
import { homePage } from '../pages/home-page.ts';
import { showing } from './show-page.ts';

/** `/`: where everybody begins. */
export function homeRoute(app: FastifyInstance): void {
  app.get(
    '/',
    showing((context) => ({ page: homePage(context) })),
  );
}
