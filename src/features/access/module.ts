import type { Module } from '../../platform/module.ts';
import { accessRoutes } from './http.ts';
import type { AccessParts } from './parts.ts';

export function accessModule(parts: AccessParts): Module {
  return { name: 'access', routes: accessRoutes(parts) };
}
