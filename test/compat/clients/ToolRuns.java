import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import org.apache.kafka.common.utils.Exit;

/**
 * Runs each line of stdin as one call of a tool of Apache Kafka's, all in this process: java ToolRuns MAIN_CLASS. A line of three
 * dashes comes before the output of each, errors among it, and one that names the code after one that ended with another code
 * than 0.
 */
public class ToolRuns {
    private static class Ended extends RuntimeException {
        final int code;

        Ended(int code) {
            this.code = code;
        }
    }

    public static void main(String[] args) throws Exception {
        System.setErr(System.out);
        Exit.setExitProcedure((code, message) -> {
            throw new Ended(code);
        });
        var tool = Class.forName(args[0]).getMethod("main", String[].class);
        var input = new BufferedReader(new InputStreamReader(System.in));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            System.out.println("---");
            try {
                tool.invoke(null, (Object) line.split(" "));
            } catch (InvocationTargetException thrown) {
                if (!(thrown.getCause() instanceof Ended ended)) throw thrown;
                if (ended.code != 0) System.out.println("ended with " + ended.code);
            }
        }
    }
}
