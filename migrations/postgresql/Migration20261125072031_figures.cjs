'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
const { Migration } = require('@mikro-orm/migrations');

class Migration20261125072031_figures extends Migration {

  name = 'Migration20261125072031_figures';

  async up() {
    this.addSql(`create table "figure_period" ("client_id" bigint not null, "period" bigint not null, "changes" bigint not null, primary key ("client_id", "period"));`);

    this.addSql(`create table "figure_rollup" ("client_id" bigint not null, "kind" text not null, "period" bigint not null, "changes" bigint not null, "body" text not null, primary key ("client_id", "kind", "period"));`);

    // Every day in which calls are listed already, rounded down also before 1970.
    this.addSql(`insert into figure_period (client_id, period, changes)
      select client_id, (listed_at - ((listed_at % 86400000) + 86400000) % 86400000) / 86400000, 1 from call group by 1, 2;`);

    this.addSql(`alter table "call" add "course" text null;`);

    this.addSql(`create index "transaction_client_id_to_state_call_ref_index" on "transaction" ("client_id", "to_state", "call_ref");`);
    this.addSql(`create index "transaction_client_id_handled_by_state_call_ref_index" on "transaction" ("client_id", "handled_by_state", "call_ref");`);
    this.addSql(`create index "transaction_client_id_from_state_call_ref_index" on "transaction" ("client_id", "from_state", "call_ref");`);
    this.addSql(`create index "transaction_client_id_intent_name_call_ref_index" on "transaction" ("client_id", "intent_name", "call_ref");`);
  }

  async down() {
    this.addSql(`drop table if exists "figure_period" cascade;`);
    this.addSql(`drop table if exists "figure_rollup" cascade;`);

    this.addSql(`alter table "call" drop column "course";`);

    this.addSql(`drop index "transaction_client_id_to_state_call_ref_index";`);
    this.addSql(`drop index "transaction_client_id_handled_by_state_call_ref_index";`);
    this.addSql(`drop index "transaction_client_id_from_state_call_ref_index";`);
    this.addSql(`drop index "transaction_client_id_intent_name_call_ref_index";`);
  }

}
exports.Migration20261125072031_figures = Migration20261125072031_figures;
