//! The page. Everything it shows is computed by the engine; `app` lays it out.

mod app;

fn main() {
    app::start();
}
