//! The demo workspace.

use taskflow::cli::demo;
use taskflow_db::Engine;

on_both! {
    async fn is_made_once(app: TestApp) {
        // It starts a server of its own, and SQLite has one at a time: there it gets a folder of its own.
        let mut config = app.parts().config.clone();
        let folder = tempfile::tempdir().unwrap();
        if app.parts().db.engine() == Engine::Sqlite {
            config.data_dir = folder.path().to_path_buf();
            config.database.url.clear();
        }
        let password = demo::make(config.clone()).await.map_err(|failure| failure.text).unwrap();
        assert!(password.is_some_and(|password| password.len() >= 20));
        let again = demo::make(config.clone()).await.map_err(|failure| failure.text).unwrap();
        assert!(again.is_none(), "it is there already");

        let db = if app.parts().db.engine() == Engine::Sqlite {
            taskflow::roles::open_database(&config).await.unwrap()
        } else {
            app.parts().db.clone()
        };
        let workspaces = db.read(|tx| taskflow::event::heads(tx, "workspace", uuid::Uuid::nil(), 10)).await.unwrap();
        assert_eq!(workspaces.len(), 1);
        let stream = workspaces[0].stream_id;
        let report = db
            .snapshot(move |tx| taskflow::event::verify_stream(tx, stream, taskflow::gateway::imagers()))
            .await
            .unwrap();
        assert_eq!(report.faults, Vec::<String>::new());
        assert!(report.things > 100, "{} things", report.things);
    }
}
