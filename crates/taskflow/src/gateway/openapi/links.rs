//! Links from what creates a thing to what can be done with it: OpenAPI's own way to say which id goes where. Programs
//! that try an API out follow them.

use serde_json::{Map, Value, json};

use super::operations;

/// Adds them to the 201 answers of a document whose paths are complete.
pub fn add(document: &mut Value) {
    let wanted: Vec<(String, Map<String, Value>)> = operations(document)
        .filter(|(_, method, _)| *method == "post")
        .filter_map(|(path, _, operation)| {
            Some((path.to_owned(), links(document, path, created(operation)?)))
        })
        .filter(|(_, links)| !links.is_empty())
        .collect();
    for (path, links) in wanted {
        document["paths"][path.as_str()]["post"]["responses"]["201"]["links"] = Value::Object(links);
    }
}

/// The name of what an operation creates.
fn created(operation: &Value) -> Option<&str> {
    let schema = &operation["responses"]["201"]["content"]["application/json"]["schema"];
    schema["$ref"].as_str()?.rsplit('/').next()
}

fn links(document: &Value, from: &str, created: &str) -> Map<String, Value> {
    let (own, known) = (name_of(created), parameters(from));
    operations(document)
        .filter_map(|(path, _, operation)| {
            let id = operation["operationId"].as_str()?;
            let here = path.strip_prefix(from).and_then(|rest| rest.strip_prefix("/{")).map(|rest| {
                let end = rest.find('}').unwrap_or(rest.len());
                &rest[..end]
            });
            let target = parameters(path).into_iter().find(|name| *name == own || Some(*name) == here)?;
            let given = parameters(path)
                .into_iter()
                .filter(|name| *name != target && known.contains(name));
            let mut values: Map<String, Value> = given
                .map(|name| (name.to_owned(), json!(format!("$request.path.{name}"))))
                .collect();
            values.insert(target.to_owned(), json!("$response.body#/id"));
            // What a link leaves open has to be made up.
            (values.len() == parameters(path).len())
                .then(|| (id.to_owned(), json!({ "operationId": id, "parameters": values })))
        })
        .collect()
}

/// How paths name the id of a thing.
fn name_of(schema: &str) -> String {
    if schema == "Workspace" {
        return "ws".to_owned();
    }
    let mut name = String::new();
    for letter in schema.chars() {
        if letter.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name + "_id"
}

fn parameters(path: &str) -> Vec<&str> {
    path.split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_created_thing_leads_to_what_can_be_done_with_it() {
        let operation = |id: &str| json!({ "operationId": id });
        let schema = json!({ "$ref": "#/components/schemas/TaskTag" });
        let mut document = json!({ "paths": {
            "/ws/{ws}/tags": { "post": { "operationId": "create", "responses": { "201": { "content": {
                "application/json": { "schema": schema } } } } } },
            "/ws/{ws}/tags/{id}": { "delete": operation("delete") },
            "/tags/{task_tag_id}": { "get": operation("get") },
            "/tags/{task_tag_id}/on/{task_id}": { "put": operation("put") },
        } });
        add(&mut document);
        let links = &document["paths"]["/ws/{ws}/tags"]["post"]["responses"]["201"]["links"];
        let from_body = "$response.body#/id";
        assert_eq!(links["get"]["parameters"], json!({ "task_tag_id": from_body }));
        assert_eq!(links["delete"]["parameters"], json!({ "ws": "$request.path.ws", "id": from_body }));
        assert!(links["put"].is_null(), "{links}");
    }
}
