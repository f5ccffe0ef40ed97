'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
const { Migration } = require('@mikro-orm/migrations');

class Migration20261125082108_administration extends Migration {

  name = 'Migration20261125082108_administration';

  async up() {
    this.addSql(`create table "audit_entry" ("client_id" bigint not null, "id" bigint not null, "at" bigint not null, "actor" text not null, "action" text not null, "details" text not null, primary key ("client_id", "id"));`);
    this.addSql(`create index "audit_entry_client_id_at_id_index" on "audit_entry" ("client_id", "at", "id");`);

    this.addSql(`create table "gateway_key" ("name" text not null, "value" text not null, primary key ("name"));`);

    this.addSql(`create table "webhook_secret" ("client_id" bigint not null, "id" bigint not null, "source" text not null, "sealed" text not null, "created_at" bigint not null, "expires_at" bigint null, primary key ("client_id", "id"));`);
    this.addSql(`create index "webhook_secret_client_id_source_index" on "webhook_secret" ("client_id", "source");`);

    this.addSql(`alter table "api_key" add "expires_at" bigint null, add "source" text null;`);

    this.addSql(`alter table "client" add "privacy" text null, add "denied_names" text null;`);

    this.addSql(`alter table "source_event" add "call_ref" bigint null;`);
    this.addSql(`create index "source_event_client_id_call_ref_index" on "source_event" ("client_id", "call_ref");`);

    // Records name the delivery that they were last read from.
    this.addSql(`update "source_event" as e set "call_ref" = r.call_ref from "transaction" as r where r.client_id = e.client_id and r.source_event_ref = e.id;`);
    this.addSql(`update "source_event" as e set "call_ref" = r.call_ref from "hangup" as r where r.client_id = e.client_id and r.source_event_ref = e.id;`);
    this.addSql(`update "source_event" as e set "call_ref" = r.call_ref from "gateway_notice" as r where r.client_id = e.client_id and r.source_event_ref = e.id;`);
    this.addSql(`update "source_event" as e set "call_ref" = r.call_ref from "agent_session" as r where r.client_id = e.client_id and r.source_event_ref = e.id;`);
  }

  async down() {
    this.addSql(`drop table if exists "audit_entry" cascade;`);
    this.addSql(`drop table if exists "gateway_key" cascade;`);
    this.addSql(`drop table if exists "webhook_secret" cascade;`);

    this.addSql(`alter table "api_key" drop column "expires_at", drop column "source";`);

    this.addSql(`alter table "client" drop column "privacy", drop column "denied_names";`);

    this.addSql(`drop index "source_event_client_id_call_ref_index";`);
    this.addSql(`alter table "source_event" drop column "call_ref";`);
  }

}
exports.Migration20261125082108_administration = Migration20261125082108_administration;
