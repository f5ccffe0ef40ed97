'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
const { Migration } = require('@mikro-orm/migrations');

class Migration20261125133548_visited_states extends Migration {

  name = 'Migration20261125133548_visited_states';

  async up() {
    this.addSql(`drop index "transaction_client_id_handled_by_state_call_ref_index";`);
  }

  async down() {
    this.addSql(`create index "transaction_client_id_handled_by_state_call_ref_index" on "transaction" ("client_id", "handled_by_state", "call_ref");`);
  }

}
exports.Migration20261125133548_visited_states = Migration20261125133548_visited_states;
