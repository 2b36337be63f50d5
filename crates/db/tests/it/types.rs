//! What goes in comes out, on both engines alike.

use taskflow_db::{ErrorKind, Part, Row, Sql, Value, params, sql};
use uuid::Uuid;

use crate::both;
use crate::store::{ADD, Store, lane};

both!(
    round_trip,
    lists,
    sums_and_counts,
    arguments_are_counted,
    no_text_has_a_nul,
    batch_in_order,
    what_stands_in_line_runs_in_order,
    rows_are_counted,
    every_statement_prepares,
    errors_have_names,
    wrong_types,
);

sql!(PUT, "INSERT INTO item (id, lane, name, flag, size, data) VALUES ($1, $2, $3, $4, $5, $6)");
sql!(GET, "SELECT id, lane, name, flag, size, data, parent FROM item WHERE id = $1");
sql!(AMONG, "SELECT id FROM item WHERE id in_list($1) ORDER BY id");
sql!(NOT_AMONG, "SELECT id FROM item WHERE name not in_list($1) ORDER BY id FOR UPDATE");
sql!(IN_LANES, "SELECT id FROM item WHERE lane in_list($1) ORDER BY id");
sql!(SUM, "SELECT sum(id), count(*), max(name), avg(size), count(*) > 1 FROM item");
sql!(RENAME, "UPDATE item SET name = $2 WHERE id = $1 RETURNING id, name");
sql!(ALL, "SELECT id FROM item");

fn ids(rows: &[Row]) -> Vec<i64> {
    rows.iter().map(|row| row.get(0).unwrap()).collect()
}

async fn round_trip(store: Store) {
    let id = Uuid::from_u128(7);
    let data = vec![0_u8, 255, 1];
    let values = params![1_i64, id, "naïve 🦀 'quoted' \"text\"", true, 1.5, &data];
    store.db.write(lane(1), move |tx| tx.exec(&PUT, &values)).await.unwrap();
    let none: Option<String> = None;
    let values = params![i64::MIN, None::<Uuid>, &none, Value::Null, None::<f64>, None::<Vec<u8>>];
    store.db.write(lane(1), move |tx| tx.exec(&PUT, &values)).await.unwrap();

    let row = store.db.read(|tx| tx.one(&GET, &params![1])).await.unwrap();
    assert_eq!(row.columns(), ["id", "lane", "name", "flag", "size", "data", "parent"]);
    let mut reader = row.reader();
    assert_eq!(reader.take::<i32>().unwrap(), 1);
    assert_eq!(reader.take::<Uuid>().unwrap(), id);
    assert_eq!(reader.take::<Option<String>>().unwrap().unwrap(), "naïve 🦀 'quoted' \"text\"");
    assert!(reader.take::<bool>().unwrap());
    assert_eq!(reader.take::<f64>().unwrap(), 1.5);
    assert_eq!(reader.take::<Vec<u8>>().unwrap(), data);
    assert_eq!(reader.take::<Option<i64>>().unwrap(), None);
    assert_eq!(*reader.take::<i64>().unwrap_err().kind(), ErrorKind::Type);

    let row = store.db.read(|tx| tx.one(&GET, &params![i64::MIN])).await.unwrap();
    assert_eq!(row.get::<i64>(0).unwrap(), i64::MIN);
    for column in 1..row.len() {
        assert_eq!(row.get::<Value>(column).unwrap(), Value::Null);
    }
    let error = row.get::<String>(2).unwrap_err();
    assert_eq!((error.kind(), error.to_string().contains("name")), (&ErrorKind::Type, true));
}

async fn lists(store: Store) {
    let put = move |tx: &mut taskflow_db::Tx<'_>| {
        for id in 1..=4_i64 {
            tx.exec(&PUT, &params![id, lane(id as u128), format!("n{id}"), false, 0.0, [id as u8; 2]])?;
        }
        Ok::<_, taskflow_db::Error>(())
    };
    store.db.write(lane(1), put).await.unwrap();
    let found = store.db.read(|tx| tx.all(&AMONG, &params![vec![4_i64, 2, 99]])).await.unwrap();
    assert_eq!(ids(&found), [2, 4]);
    let found = store.db.read(|tx| tx.all(&AMONG, &params![Vec::<i64>::new()])).await.unwrap();
    assert!(found.is_empty());
    let found = store
        .db
        .read(|tx| tx.all(&IN_LANES, &params![vec![lane(3), lane(1)]]))
        .await
        .unwrap();
    assert_eq!(ids(&found), [1, 3]);
    let (found, _) = store
        .db
        .write(lane(1), |tx| tx.all(&NOT_AMONG, &params![vec!["n1", "n2"]]))
        .await
        .unwrap();
    assert_eq!(ids(&found), [3, 4]);
}

async fn sums_and_counts(store: Store) {
    for id in 1..=3 {
        let values = params![id, Value::Null, format!("n{id}"), false, f64::from(id), Value::Null];
        store.db.write(lane(1), move |tx| tx.exec(&PUT, &values)).await.unwrap();
    }
    let row = store.db.read(|tx| tx.one(&SUM, &[])).await.unwrap();
    assert_eq!(row.get::<i64>(0).unwrap(), 6);
    assert_eq!(row.get::<i64>(1).unwrap(), 3);
    assert_eq!(row.get::<String>(2).unwrap(), "n3");
    assert_eq!(row.get::<f64>(3).unwrap(), 2.0);
    assert!(row.get::<bool>(4).unwrap());
}

async fn arguments_are_counted(store: Store) {
    let error = store.db.read(|tx| tx.all(&GET, &[])).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Sql(_)), "{error}");
    assert!(error.to_string().contains("has 1 parameters, 0 were given"), "{error}");
    assert!(error.statement().unwrap().ends_with("types::GET"));
}

/// PostgreSQL cannot hold one, so SQLite is not given one: what is refused is the same on both.
async fn no_text_has_a_nul(store: Store) {
    let texts = [
        params![1, Value::Null, "a\0b", false, 1.0, Value::Null],
        params![1, Value::Null, Value::Texts(vec!["a".into(), "\0".into()]), false, 1.0, Value::Null],
        params![1, Value::Null, Value::OptTexts(vec![None, Some("\0".into())]), false, 1.0, Value::Null],
    ];
    for values in texts {
        let error = store.db.write(lane(1), move |tx| tx.exec(&PUT, &values)).await.unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Nul, "{error}");
        assert!(error.statement().unwrap().ends_with("types::PUT"));
    }
    let values = params![1, Value::Null, "plain", false, 1.0, Value::Null];
    store.db.write(lane(1), move |tx| tx.exec(&PUT, &values)).await.unwrap();
}

async fn batch_in_order(store: Store) {
    let (rows, _) = store
        .db
        .write(lane(1), |tx| {
            let (first, second) = (params![1, "a"], params![1, "b"]);
            let calls: [(&Sql, &[Value]); 4] =
                [(&ADD, &first), (&RENAME, &second), (&GET, &first[..1]), (&ALL, &[])];
            tx.batch(&calls)
        })
        .await
        .unwrap();
    assert_eq!(rows.iter().map(Vec::len).collect::<Vec<_>>(), [0, 1, 1, 1]);
    assert_eq!(rows[2][0].get::<String>(2).unwrap(), "b");

    let failed = store.db.write(lane(1), |tx| {
        let (good, bad) = (params![2, "a"], params![1, "again"]);
        tx.batch(&[(&ADD, &good), (&ADD, &bad)])
    });
    let error = failed.await.unwrap_err();
    assert!(error.is_unique("item(id)"), "{error}");
    assert!(error.statement().unwrap().ends_with("ADD"));
    assert_eq!(store.ids().await, [1]);

    let many = store.db.read(|tx| {
        let one = params![1];
        let calls: Vec<(&Sql, &[Value])> = (0..100).map(|_| (&*GET_REF, &one[..])).collect();
        tx.batch(&calls)
    });
    assert_eq!(many.await.unwrap().iter().flatten().count(), 100);
}

async fn what_stands_in_line_runs_in_order(store: Store) {
    let (seen, _) = store
        .db
        .write(lane(1), |tx| {
            let _ = tx.ahead(&ADD, params![1, "a"].to_vec());
            let before = tx.ahead(&ALL, Vec::new());
            let _ = tx.ahead(&ADD, params![2, "b"].to_vec());
            let now = tx.all(&ALL, &[])?.len();
            let after = tx.ahead(&ALL, Vec::new());
            let _ = tx.ahead(&ADD, params![3, "c"].to_vec());
            let (before, after) = (tx.arrived(before)?.len(), tx.arrived(after)?.len());
            Ok::<_, taskflow_db::Error>((before, now, after))
        })
        .await
        .unwrap();
    assert_eq!(seen, (1, 2, 2));
    assert_eq!(store.ids().await, [1, 2, 3], "also what nothing came after");

    let failed = store.db.write(lane(1), |tx| {
        tx.exec(&ADD, &params![4, "d"])?;
        let _ = tx.ahead(&ADD, params![1, "again"].to_vec());
        Ok::<_, taskflow_db::Error>(())
    });
    let error = failed.await.unwrap_err();
    assert!(error.is_unique("item(id)"), "{error}");
    assert_eq!(store.ids().await, [1, 2, 3], "a failure at the end undoes the command");
}

static GET_REF: std::sync::LazyLock<Sql> = std::sync::LazyLock::new(|| {
    Sql::compose(&[Part::Text("SELECT id FROM item WHERE id ="), Part::Value(1), Part::Text("ORDER BY id")])
        .named("get")
});

async fn rows_are_counted(store: Store) {
    store.add(1, "a").await.unwrap();
    store.add(2, "a").await.unwrap();
    let error = store.db.read(|tx| tx.one(&ALL, &[])).await.unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::TooManyRows);
    let error = store.db.read(|tx| tx.one(&GET, &params![9])).await.unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::NoRow);
    assert!(store.db.read(|tx| tx.opt(&GET, &params![9])).await.unwrap().is_none());
    let (changed, _) = store
        .db
        .write(lane(1), |tx| {
            let missed = tx.all(&RENAME, &params![9, "x"])?.len();
            assert!(tx.changed_tables().is_empty(), "no row was changed");
            let hit = tx.exec(&RENAME, &params![1, "x"])?;
            Ok::<_, taskflow_db::Error>((missed, hit, tx.changed_tables().to_vec()))
        })
        .await
        .unwrap();
    assert_eq!(changed, (0, 1, vec!["item".into()]));
}

async fn every_statement_prepares(store: Store) {
    let all: Vec<&Sql> = taskflow_db::registered().collect();
    assert!(all.len() > 10);
    for checked in store.db.check(&all) {
        assert_eq!(checked.error, None, "{}", checked.name);
    }
    let gap = Sql::new("gap", "SELECT id FROM item WHERE id = $1 OR id = $3");
    let wrong = Sql::new("wrong", "SELECT nothing FROM item");
    for checked in store.db.check(&[&gap, &wrong]) {
        assert!(checked.error.is_some(), "{}", checked.name);
    }
    let checked = store.db.check(&[&GET]).remove(0);
    assert_eq!((checked.params, checked.columns.len()), (1, 7));
}

sql!(UNKNOWN_PARENT, "INSERT INTO item (id, parent) VALUES ($1, 12345)");
sql!(NEGATIVE, "INSERT INTO item (id, size) VALUES ($1, -1)");
sql!(NO_KEY, "INSERT INTO counter (id, value) VALUES ($1, NULL)");

async fn errors_have_names(store: Store) {
    let first = params![1, lane(1), "n"];
    store
        .db
        .write(lane(1), move |tx| tx.exec(&crate::store::ADD_IN_LANE, &first))
        .await
        .unwrap();
    let second = params![2, lane(1), "n"];
    let error = store
        .db
        .write(lane(1), move |tx| tx.exec(&crate::store::ADD_IN_LANE, &second))
        .await
        .unwrap_err();
    assert!(error.is_unique("item(lane,name)"), "{error}");
    for (sql, kind) in [
        (&UNKNOWN_PARENT, ErrorKind::ForeignKey),
        (&NEGATIVE, ErrorKind::Check),
        (&NO_KEY, ErrorKind::Check),
    ] {
        let error = store.db.write(lane(1), move |tx| tx.exec(sql, &params![5])).await.unwrap_err();
        assert_eq!(*error.kind(), kind, "{error}");
    }
}

async fn wrong_types(store: Store) {
    let error = store
        .db
        .write(lane(1), |tx| tx.exec(&ADD, &params!["text", "n"]))
        .await
        .unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Type, "{error}");
    assert!(!error.to_string().contains("text\""), "no values in messages: {error}");
}
