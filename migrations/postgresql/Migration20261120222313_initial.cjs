'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
const { Migration } = require('@mikro-orm/migrations');

class Migration20261120222313_initial extends Migration {

  name = 'Migration20261120222313_initial';

  async up() {
    this.addSql(`create table "agent_session" ("client_id" bigint not null, "id" bigint not null, "call_ref" bigint not null, "session_id" text not null, "conversation_id" text null, "lifecycle" text not null, "started_at" bigint null, "ended_at" bigint null, "ended_reason" text null, "listed_at" bigint not null, "agent_id" text null, "agent_version" text null, "channel" text null, "platform" text null, "release_id" text null, "caller_raw" text null, "production" boolean null, "privacy_enabled" boolean null, "said_in_stage" text not null, "language" text null, "translation_language" text null, "source_event_ref" bigint not null, "transcript" text null, "translated_transcript" text null, primary key ("client_id", "id"));`);
    this.addSql(`create index "agent_session_client_id_listed_at_id_index" on "agent_session" ("client_id", "listed_at", "id");`);
    this.addSql(`create index "agent_session_client_id_call_ref_index" on "agent_session" ("client_id", "call_ref");`);
    this.addSql(`alter table "agent_session" add constraint "agent_session_client_id_session_id_unique" unique ("client_id", "session_id");`);

    this.addSql(`create table "api_key" ("client_id" bigint not null, "id" bigint not null, "name" text not null, "scopes" text not null, "prefix" text not null, "secret_hash" text not null, "created_at" bigint not null, "last_used_at" bigint null, "revoked_at" bigint null, primary key ("client_id", "id"));`);
    this.addSql(`create index "api_key_secret_hash_index" on "api_key" ("secret_hash");`);

    this.addSql(`create table "call_data" ("client_id" bigint not null, "id" bigint not null, "call_id" text not null, "caller_key" text not null, "caller_raw" text not null, "caller_e164" text null, "caller_kind" text not null, "content" text null, "conversation_id" text null, "fields" text not null, "exact" text null, "stored_at" bigint not null, "expires_at" bigint not null, primary key ("client_id", "id"));`);
    this.addSql(`create index "call_data_client_id_stored_at_index" on "call_data" ("client_id", "stored_at");`);
    this.addSql(`create index "call_data_client_id_expires_at_index" on "call_data" ("client_id", "expires_at");`);
    this.addSql(`create index "call_data_client_id_call_id_caller_key_stored_at_id_index" on "call_data" ("client_id", "call_id", "caller_key", "stored_at", "id");`);

    this.addSql(`create table "call" ("client_id" bigint not null, "id" bigint not null, "call_id" text not null, "channel" text not null, "platform" text null, "status" text not null, "ended_by" text not null, "outcome" text not null, "started_at" bigint null, "ended_at" bigint null, "duration_ms" bigint null, "language" text null, "caller_raw" text null, "caller_e164" text null, "caller_kind" text null, "release_id" text null, "production" boolean null, "privacy_enabled" boolean not null, "turn_count" int not null, "fallback_count" int not null, "error_count" int not null, "transaction_count" int not null, "listed_at" bigint not null, "listed_duration_ms" bigint not null, "recorded_at" bigint not null, "merged_into" bigint null, primary key ("client_id", "id"));`);
    this.addSql(`create index "call_client_id_caller_e164_listed_at_index" on "call" ("client_id", "caller_e164", "listed_at");`);
    this.addSql(`create index "call_client_id_turn_count_id_index" on "call" ("client_id", "turn_count", "id");`);
    this.addSql(`create index "call_client_id_listed_duration_ms_id_index" on "call" ("client_id", "listed_duration_ms", "id");`);
    this.addSql(`create index "call_client_id_listed_at_id_index" on "call" ("client_id", "listed_at", "id");`);

    this.addSql(`create table "call_identity" ("client_id" bigint not null, "value" text not null, "source" text not null, "kind" text not null, "call_ref" bigint not null, primary key ("client_id", "value", "source", "kind"));`);
    this.addSql(`create index "call_identity_client_id_call_ref_index" on "call_identity" ("client_id", "call_ref");`);

    this.addSql(`create table "client" ("id" bigserial primary key, "public_id" text not null, "name" text not null, "default_country" text null, "time_zone" text not null, "call_data_retention_days" int not null, "retention_days" int null, "created_at" bigint not null);`);
    this.addSql(`alter table "client" add constraint "client_public_id_unique" unique ("public_id");`);

    this.addSql(`create table "event_log" ("client_id" bigint not null, "seq" bigint not null, "subject" text not null, "subject_ref" bigint not null, "call_ref" bigint not null, "change" text null, "at" bigint not null, primary key ("client_id", "seq"));`);

    this.addSql(`create table "gateway_notice" ("client_id" bigint not null, "id" bigint not null, "call_ref" bigint not null, "source" text not null, "event_key" text not null, "transfer_answered" boolean null, "bot_operation_result" text null, "bot_operation_data" text null, "reason" text null, "reason_code_raw" text null, "call_started_at" bigint null, "received_at" bigint not null, "channel" text null, "platform" text null, "language" text null, "release_id" text null, "caller_raw" text null, "production" boolean null, "privacy_enabled" boolean null, "source_event_ref" bigint not null, primary key ("client_id", "id"));`);
    this.addSql(`create index "gateway_notice_client_id_call_ref_index" on "gateway_notice" ("client_id", "call_ref");`);
    this.addSql(`alter table "gateway_notice" add constraint "gateway_notice_client_id_source_event_key_unique" unique ("client_id", "source", "event_key");`);

    this.addSql(`create table "hangup" ("client_id" bigint not null, "id" bigint not null, "call_ref" bigint not null, "transaction_ref" bigint null, "source" text not null, "event_key" text not null, "occurred_at" bigint not null, "timed" boolean not null, "signal" text not null, "call_started_at" bigint null, "received_at" bigint not null, "reported_initiator" text null, "initiator" text not null, "initiator_basis" text not null, "from_state" bigint null, "state" bigint null, "last_intent_name" text null, "last_intent_confidence" double precision null, "last_intent_source_id" text null, "reason" text null, "reason_code" text not null, "reason_code_raw" text null, "sip_headers" text null, "bot_operation_result" text null, "bot_operation_data" text null, "primary" boolean not null, "channel" text null, "platform" text null, "language" text null, "release_id" text null, "caller_raw" text null, "production" boolean null, "privacy_enabled" boolean null, "source_event_ref" bigint not null, primary key ("client_id", "id"));`);
    this.addSql(`create index "hangup_client_id_occurred_at_id_index" on "hangup" ("client_id", "occurred_at", "id");`);
    this.addSql(`create index "hangup_client_id_transaction_ref_index" on "hangup" ("client_id", "transaction_ref");`);
    this.addSql(`create index "hangup_client_id_call_ref_index" on "hangup" ("client_id", "call_ref");`);
    this.addSql(`alter table "hangup" add constraint "hangup_client_id_source_event_key_unique" unique ("client_id", "source", "event_key");`);

    this.addSql(`create table "id_block" ("name" text not null, "next" bigint not null, primary key ("name"));`);

    this.addSql(`create table "message" ("client_id" bigint not null, "id" bigint not null, "session_ref" bigint not null, "call_ref" bigint not null, "message_id" text not null, "direction" text not null, "body" text null, "translated_body" text null, "mode" text null, "type" text null, "sender" text null, "recipient" text null, "delivery_status" text null, "language" text null, "created_at" bigint not null, "updated_at" bigint null, "said_at" text not null, "raw" text null, primary key ("client_id", "id"));`);
    this.addSql(`create index "message_client_id_session_ref_created_at_id_index" on "message" ("client_id", "session_ref", "created_at", "id");`);
    this.addSql(`create index "message_client_id_call_ref_created_at_id_index" on "message" ("client_id", "call_ref", "created_at", "id");`);
    this.addSql(`alter table "message" add constraint "message_client_id_session_ref_message_id_unique" unique ("client_id", "session_ref", "message_id");`);

    this.addSql(`create table "session_analysis" ("client_id" bigint not null, "id" bigint not null, "session_ref" bigint not null, "revision" int not null, "completion_rating" text null, "summary" text null, "sentiment" text not null, "custom_data" text null, "undeclared_keys" text not null, "missing_keys" text not null, "model" text null, "analyzed_at" bigint not null, "source_event_ref" bigint not null, primary key ("client_id", "id"));`);
    this.addSql(`create index "session_analysis_client_id_analyzed_at_id_index" on "session_analysis" ("client_id", "analyzed_at", "id");`);
    this.addSql(`alter table "session_analysis" add constraint "session_analysis_client_id_session_ref_revision_unique" unique ("client_id", "session_ref", "revision");`);

    this.addSql(`create table "source_event" ("client_id" bigint not null, "id" bigint not null, "source" text not null, "event_type" text not null, "event_key" text not null, "content_hash" text not null, "received_at" bigint not null, "quarantined" boolean not null, "error" text null, "address" text null, "body" text not null, primary key ("client_id", "id"));`);
    this.addSql(`create index "source_event_client_id_quarantined_id_index" on "source_event" ("client_id", "quarantined", "id");`);
    this.addSql(`alter table "source_event" add constraint "source_event_client_id_source_event_type_event_ke_9a1cb_unique" unique ("client_id", "source", "event_type", "event_key", "content_hash");`);

    this.addSql(`create table "state" ("client_id" bigint not null, "id" bigint not null, "key" text not null, "state_id" text not null, "dialog_name" text not null, "release_id" text not null, "name" text not null, primary key ("client_id", "id"));`);
    this.addSql(`create index "state_client_id_name_index" on "state" ("client_id", "name");`);
    this.addSql(`alter table "state" add constraint "state_client_id_state_id_dialog_name_release_id_name_unique" unique ("client_id", "state_id", "dialog_name", "release_id", "name");`);

    this.addSql(`create table "transaction" ("client_id" bigint not null, "id" bigint not null, "call_ref" bigint not null, "transaction_id" text not null, "source" text not null, "sequence" int not null, "kind" text not null, "request_timestamp" bigint not null, "response_time_ms" int null, "channel" text null, "platform" text null, "language" text null, "release_id" text null, "user_context_id" text null, "caller_raw" text null, "production" boolean null, "privacy_enabled" boolean null, "intent_name" text null, "intent_confidence" double precision null, "intent_source_id" text null, "from_state" bigint null, "handled_by_state" bigint null, "to_state" bigint null, "handled" text not null, "explicitly_handled" boolean null, "terminal" boolean not null, "end_talk" boolean null, "continue_listening" boolean null, "error_count" int not null, "warning_count" int not null, "source_event_ref" bigint not null, "text" text null, "prompt" text null, "reprompt" text null, "intent_ranking" text null, "slots" text null, "variables" text null, "error_steps" text null, "warning_steps" text null, primary key ("client_id", "id"));`);
    this.addSql(`create index "transaction_client_id_request_timestamp_id_index" on "transaction" ("client_id", "request_timestamp", "id");`);
    this.addSql(`create index "transaction_client_id_call_ref_sequence_index" on "transaction" ("client_id", "call_ref", "sequence");`);
    this.addSql(`alter table "transaction" add constraint "transaction_client_id_transaction_id_unique" unique ("client_id", "transaction_id");`);

    this.addSql(`create table "variable" ("client_id" bigint not null, "call_ref" bigint not null, "variable_id" text not null, "name" text null, "value" text null, "said_at" bigint not null, "said_by" text not null, primary key ("client_id", "call_ref", "variable_id"));`);
  }

  async down() {
    this.addSql(`drop table if exists "agent_session" cascade;`);
    this.addSql(`drop table if exists "api_key" cascade;`);
    this.addSql(`drop table if exists "call_data" cascade;`);
    this.addSql(`drop table if exists "call" cascade;`);
    this.addSql(`drop table if exists "call_identity" cascade;`);
    this.addSql(`drop table if exists "client" cascade;`);
    this.addSql(`drop table if exists "event_log" cascade;`);
    this.addSql(`drop table if exists "gateway_notice" cascade;`);
    this.addSql(`drop table if exists "hangup" cascade;`);
    this.addSql(`drop table if exists "id_block" cascade;`);
    this.addSql(`drop table if exists "message" cascade;`);
    this.addSql(`drop table if exists "session_analysis" cascade;`);
    this.addSql(`drop table if exists "source_event" cascade;`);
    this.addSql(`drop table if exists "state" cascade;`);
    this.addSql(`drop table if exists "transaction" cascade;`);
    this.addSql(`drop table if exists "variable" cascade;`);
  }

}
exports.Migration20261120222313_initial = Migration20261120222313_initial;
