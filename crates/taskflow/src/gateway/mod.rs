//! The door: routes, middleware, limits, and the description of it all.
