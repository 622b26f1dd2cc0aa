"""The pack for a police and crime panel: what an office published, owes and did since the last one."""
