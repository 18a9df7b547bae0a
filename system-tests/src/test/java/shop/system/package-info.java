/** The running shop, seen from outside: real processes, real PostgreSQL and Redis, one gateway. */
package shop.system;
