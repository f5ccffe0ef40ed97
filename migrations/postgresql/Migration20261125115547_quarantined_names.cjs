'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
const { Migration } = require('@mikro-orm/migrations');

class Migration20261125115547_quarantined_names extends Migration {

  name = 'Migration20261125115547_quarantined_names';

  async up() {
    this.addSql(`create table "quarantined_name" ("client_id" bigint not null, "name" text not null, "source_event_ref" bigint not null, primary key ("client_id", "name", "source_event_ref"));`);
    this.addSql(`create index "quarantined_name_client_id_source_event_ref_index" on "quarantined_name" ("client_id", "source_event_ref");`);
  }

  async down() {
    this.addSql(`drop table if exists "quarantined_name" cascade;`);
  }

}
exports.Migration20261125115547_quarantined_names = Migration20261125115547_quarantined_names;
