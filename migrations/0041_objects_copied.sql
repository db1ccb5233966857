-- outside a transaction
call previous_copy_pictures();
