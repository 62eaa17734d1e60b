"""Protocol doubles of the services whose members the console looks after."""
