//! Rows that the database does not let go, as a reference that nobody thought of would not.

use taskflow::base::Error;
use taskflow_db::{Engine, Sql, Tx};
use uuid::Uuid;

use super::TestApp;

const SQLITE: &[&str] = &[
    "CREATE TRIGGER stuck_task BEFORE DELETE ON task WHEN OLD.title LIKE 'Stuck%' BEGIN SELECT RAISE(ABORT, 'stuck'); END",
    "CREATE TRIGGER stuck_project BEFORE DELETE ON project WHEN OLD.name LIKE 'Stuck%' BEGIN SELECT RAISE(ABORT, 'stuck'); END",
];
const POSTGRES: &[&str] = &[
    "CREATE FUNCTION stuck() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''stuck''; END'",
    "CREATE TRIGGER stuck BEFORE DELETE ON task FOR EACH ROW WHEN (OLD.title LIKE 'Stuck%') EXECUTE FUNCTION stuck()",
    "CREATE TRIGGER stuck BEFORE DELETE ON project FOR EACH ROW WHEN (OLD.name LIKE 'Stuck%') EXECUTE FUNCTION stuck()",
];

impl TestApp {
    /// From now on no task and no project can be deleted for good whose name begins with `Stuck`.
    pub async fn hold_stuck(&self) {
        let hold = |tx: &mut Tx<'_>| {
            let texts = match tx.engine() {
                Engine::Sqlite => SQLITE,
                Engine::Postgres => POSTGRES,
            };
            for text in texts {
                tx.exec(&Sql::new("test::STUCK", text), &[])?;
            }
            Ok::<_, Error>(())
        };
        self.parts().db.write(Uuid::nil(), hold).await.expect("the triggers are made");
    }
}
