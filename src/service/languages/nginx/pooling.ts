/**
 * How long a fix lets nginx keep an idle connection: below the five seconds after which Node.js and
 * uvicorn close one, so that no request is sent into a connection that is just being closed.
 */
export const SHORT_IDLE = '4s';
