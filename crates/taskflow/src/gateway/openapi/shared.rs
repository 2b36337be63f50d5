//! Parameters, headers and problems that many operations have in common.

use serde_json::{Value, json};

/// The shared components of the document.
pub fn components() -> Value {
    json!({
        "securitySchemes": { "bearer": {
            "type": "http",
            "scheme": "bearer",
            "description": "An access token from signing in, good for minutes, or a personal API token (`tf_pat_…`).",
        } },
        "parameters": {
            "RequestId": parameter("X-Request-Id", json!({}), "Names this request in answers, logs and the log of events. Made when absent or longer than 128 characters."),
            "IdempotencyKey": parameter("Idempotency-Key", json!({ "minLength": 1, "maxLength": 255 }),
                "The same key and request are carried out once; again, they get the same answer with `Idempotent-Replayed: true`. Kept 72 hours."),
            "IfMatch": parameter("If-Match", json!({ "pattern": r#"^(\*|(W/)?"?[0-9]{1,18}"?)$"# }), "The version that you change, such as `\"7\"`. Another one answers 412 with the current thing."),
            "IfNoneMatch": parameter("If-None-Match", json!({}), "The version that you have, such as `\"7\"`. Still current answers 304."),
        },
        "headers": {
            "RequestId": header("The request's id; quote it when you report a fault."),
            "ETag": header("The thing's version, such as `\"7\"`."),
            "Location": header("Where the new thing is."),
            "SyncPosition": header("Where the log stood after this change: `epoch:seq`."),
            "RateLimit": header("What is left of the closest limit: `\"user\";r=2999;t=1`, t seconds until all of it is back."),
            "RateLimitPolicy": header("The closest limit: `\"user\";q=3000;w=60`, q requests in w seconds."),
            "RetryAfter": header("Seconds to wait."),
        },
        "responses": {
            "NotModified": { "description": "You have the current version." },
            "Malformed": problem("The request cannot be read.", false),
            "Unauthenticated": problem("Nobody is signed in, or not any more.", false),
            "Forbidden": problem("You may see it, but not do this with it.", false),
            "NotFound": problem("It is not there, or not yours to know of.", false),
            "Conflict": problem("How things are now does not allow it.", false),
            "Stale": problem("It was changed since you read it; `current` says how it is now.", false),
            "TooLarge": problem("The body is too large.", false),
            "UnsupportedMediaType": problem("The body has another type than this takes.", false),
            "Invalid": problem("The data is readable and wrong; `errors` points at each fault.", false),
            "RateLimited": problem("Too many requests.", true),
            "Unavailable": problem("It cannot be done at the moment; try again.", true),
        },
    })
}

/// Headers of every good answer, of changes, and of creations.
pub fn success_headers(written: bool, creates: bool) -> Value {
    let of = |name: &str| json!({ "$ref": format!("#/components/headers/{name}") });
    let mut headers = json!({
        "X-Request-Id": of("RequestId"),
        "RateLimit": of("RateLimit"),
        "RateLimit-Policy": of("RateLimitPolicy"),
    });
    if written {
        headers["Sync-Position"] = of("SyncPosition");
    }
    if creates {
        headers["Location"] = of("Location");
        headers["ETag"] = of("ETag");
    }
    headers
}

fn parameter(name: &str, mut schema: Value, about: &str) -> Value {
    schema["type"] = json!("string");
    json!({ "name": name, "in": "header", "required": false, "description": about, "schema": schema })
}

fn header(about: &str) -> Value {
    json!({ "description": about, "schema": { "type": "string" } })
}

fn problem(about: &str, retry: bool) -> Value {
    let schema = json!({ "$ref": "#/components/schemas/Problem" });
    let mut problem = json!({
        "description": about,
        "content": { "application/problem+json": { "schema": schema } },
    });
    if retry {
        problem["headers"] = json!({ "Retry-After": { "$ref": "#/components/headers/RetryAfter" } });
    }
    problem
}
