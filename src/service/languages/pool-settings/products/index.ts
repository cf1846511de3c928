export { ADO_NET, PRISMA } from './clients';
export { ACTIVE_RECORD, AGROAL, DJANGO, HIKARI, R2DBC_POOL } from './frameworks';
export type { Option, Product, Role } from './product';
export { PGBOUNCER, PHP_FPM } from './servers';
