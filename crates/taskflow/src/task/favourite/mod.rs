//! Favourites: what somebody wants at hand, in the order they like. Part of their own stream: nobody else hears of it.

mod api;
mod commands;
mod model;
mod queries;
mod store;

pub use api::routes;
pub use commands::forget;
pub use model::Favourite;
pub use queries::images;
