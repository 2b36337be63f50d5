//! Is it up, and does it say so.

on_both! {
    async fn says_that_it_is_ready(app: TestApp) {
        for path in ["/health", "/health/live", "/health/ready"] {
            app.anonymous().get(path).await.status(200);
        }
    }

    async fn unknown_paths_are_problems(app: TestApp) {
        app.anonymous().get("/nowhere").await.problem(404, "unknown_path");
        app.anonymous().get("/health/nowhere").await.problem(404, "unknown_path");
    }
}
